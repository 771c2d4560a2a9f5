"""What a person's posts let her do, in words."""

from __future__ import annotations

from bureau.organisation.access import Grant
from bureau.organisation.models import Role

_SENTENCES = {
    Role.CLERK: "填报{unit}的月报，申请更正",
    Role.REVIEWER: "审核{unit}所管业务的月报，决定更正",
    Role.OFFICE: "管理指标、目标和总结，开启、锁定月报（{unit}）",
    Role.LEADER: "查看{unit}的全部数据，不能修改",
    Role.SYSTEM_ADMIN: "管理账号和运行参数（{unit}），不能查看业务数据",
    Role.SECURITY_ADMIN: "分配角色和权限（{unit}），不能查看业务数据",
    Role.AUDIT_ADMIN: "查看审计记录（{unit}），不能查看业务数据",
}


def in_words(grant: Grant) -> str:
    return _SENTENCES[grant.role].format(unit=grant.home_name)
