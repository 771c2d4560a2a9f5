"""What imports add to the index."""

from bureau.web.tabs import Tab, add_tab

add_tab(Tab("imports", "导入", "uploads:imports", 78, roles=frozenset({"clerk", "office"})))
