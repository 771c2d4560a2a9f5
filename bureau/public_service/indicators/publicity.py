"""信息发布与信访: what is published, researched and answered."""

from bureau.catalogue.declarations import Direction, Group, Indicator, Kind

PUBLICITY = Group(
    key="publicity",
    title="信息发布与调研",
    duty="service",
    indicators=(
        Indicator(
            "public_service.wechat_followers",
            "微信服务平台关注人数",
            unit="人",
            display_unit="万人",
            decimals=1,
            kind=Kind.STOCK,
            direction=Direction.HIGHER,
            aliases=("关注人数",),
            register="public_service.media_posts",
            counting_rule="last max(followers) where channel=微信平台 by published_on",
        ),
        Indicator(
            "public_service.wechat_posts",
            "微信服务平台推送政策信息条数",
            unit="条",
            kind=Kind.EVENT,
            direction=Direction.HIGHER,
            aliases=("推送人社政策信息条数",),
            register="public_service.media_posts",
            counting_rule="sum(items) where channel=微信平台 by published_on",
        ),
        Indicator(
            "public_service.research_articles",
            "调研文章篇数",
            unit="篇",
            kind=Kind.EVENT,
            direction=Direction.HIGHER,
            aliases=("调研文章",),
            register="public_service.documents",
            counting_rule="count where kind=调研文章 by issued_on",
        ),
    ),
)

PETITIONS = Group(
    key="petitions",
    title="信访",
    duty="service",
    indicators=(
        Indicator(
            "public_service.petitions_accepted",
            "信访案件受理数",
            unit="件",
            display_unit="起",
            kind=Kind.EVENT,
            aliases=("受理信访案件",),
            register="public_service.petitions",
            counting_rule="count by accepted_on",
            sections=("labor_relations",),
        ),
    ),
)
