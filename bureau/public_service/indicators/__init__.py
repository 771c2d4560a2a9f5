"""公共服务: what this domain counts, in the order of its paper table."""

from bureau.catalogue.declarations import IndicatorSet, declare
from bureau.public_service.indicators import benefits, halls, publicity

declare(
    IndicatorSet(
        domain="public_service",
        title="公共服务",
        duties={"service": "公共服务与信息化"},
        groups=(
            halls.HALLS,
            benefits.BENEFITS,
            publicity.PUBLICITY,
            publicity.PETITIONS,
        ),
    )
)
