"""The catalogue's entry in the index."""

from bureau.organisation.access import BUSINESS_ROLES
from bureau.web.tabs import Tab, add_tab

add_tab(Tab("indicators", "指标", "catalogue:indicators", 40, roles=frozenset(BUSINESS_ROLES)))
