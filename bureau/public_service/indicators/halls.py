"""服务大厅: machines and people that help in the hall."""

from bureau.catalogue.declarations import Direction, Group, Indicator, Kind

HALLS = Group(
    key="halls",
    title="服务大厅与自助设备",
    duty="service",
    indicators=(
        Indicator(
            "public_service.kiosks",
            "社保大厅“瓯e办”自助终端数",
            unit="台",
            kind=Kind.STOCK,
            direction=Direction.HIGHER,
            aliases=("自助终端数",),
            register="public_service.service_points",
            counting_rule="stock_sum(quantity; opened_on,closed_on) where kind=自助一体机",
            sections=("social_insurance",),
        ),
        Indicator(
            "public_service.self_service_pcs",
            "社保大厅自助电脑数",
            unit="台",
            kind=Kind.STOCK,
            direction=Direction.HIGHER,
            aliases=("自助电脑数",),
            register="public_service.service_points",
            counting_rule="stock_sum(quantity; opened_on,closed_on) where kind=自助电脑",
            sections=("social_insurance",),
        ),
        Indicator(
            "public_service.hall_guides",
            "社保大厅引导员人数",
            unit="人",
            display_unit="位",
            kind=Kind.STOCK,
            direction=Direction.HIGHER,
            aliases=("引导员人数",),
            register="public_service.service_points",
            counting_rule="stock_sum(guides; opened_on,closed_on) where kind=服务大厅",
            sections=("social_insurance",),
        ),
    ),
)
