"""The reports' entries in the index."""

from bureau.organisation.access import BUSINESS_ROLES
from bureau.organisation.models import Role
from bureau.web.tabs import Tab, add_tab

add_tab(Tab("completion", "目标", "dashboards:completion", 30, roles=frozenset(BUSINESS_ROLES)))
add_tab(
    Tab("documents", "文稿", "summaries:list", 60, roles=frozenset({Role.REVIEWER, Role.OFFICE, Role.LEADER}))
)
