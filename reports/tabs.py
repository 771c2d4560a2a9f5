"""The reports' entries in the index, and their notices on the first page."""

from bureau.organisation.access import BUSINESS_ROLES
from bureau.organisation.models import Role
from bureau.web.notices import add_notices
from bureau.web.tabs import Tab, add_tab
from reports.summaries.since import notices_for

add_tab(Tab("completion", "目标", "dashboards:completion", 30, roles=frozenset(BUSINESS_ROLES)))
add_tab(
    Tab("documents", "文稿", "summaries:list", 60, roles=frozenset({Role.REVIEWER, Role.OFFICE, Role.LEADER}))
)
add_notices(notices_for)
