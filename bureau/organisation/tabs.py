"""The tabs of the three administrators."""

from bureau.organisation.models import Role
from bureau.web.tabs import Tab, add_tab

add_tab(
    Tab(
        "people",
        "人员",
        "organisation:people",
        90,
        roles=frozenset({Role.SYSTEM_ADMIN.value, Role.SECURITY_ADMIN.value}),
    )
)
add_tab(Tab("units", "单位", "organisation:units", 91, roles=frozenset({Role.SYSTEM_ADMIN.value})))
add_tab(Tab("system", "运行", "organisation:system", 92, roles=frozenset({Role.SYSTEM_ADMIN.value})))
add_tab(Tab("trail", "审计", "organisation:trail", 94, roles=frozenset({Role.AUDIT_ADMIN.value})))
add_tab(Tab("account", "账号", "organisation:account", 99, divided=True))
