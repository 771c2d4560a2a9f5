"""审核关系 of 公共服务: what its numbers have to do with one another."""

from bureau.returns.checks.declarations import Check, Level, declare

declare(
    "public_service",
    checks=(
        Check(
            "C16",
            "benefit_paid_to_card <= benefit_activated",
            "入卡与激活",
            Level.SOFT,
            hint="待遇进了卡的人，账户应已激活",
        ),
    ),
)
