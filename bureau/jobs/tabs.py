"""The tab of this room."""

from bureau.web.tabs import Tab, add_tab

add_tab(Tab("jobs", "任务", "jobs:list", 80, roles=frozenset({"clerk", "reviewer", "office", "leader"})))
