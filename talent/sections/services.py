"""平台建设、人才服务."""

from bureau.catalogue.passages import Clause, Completion, sentence, topic

PLATFORMS = topic(
    "夯实平台载体，集聚高端人才",
    (
        sentence("新建省级博士工作站{doctor_stations_new}", lead="{=period}"),
        sentence(
            "省级博士工作站累计{doctor_stations_count}",
            "、省级博士后创新实践基地{postdoc_bases}",
            lead="{=as_of}，",
        ),
        sentence(
            "设有博士后工作站{postdoc_stations}",
            "，年内新设{postdoc_stations_new}",
            "、撤销{postdoc_stations_revoked}",
            "，无在站博士后的{postdoc_stations_empty}",
            "，空站率为{postdoc_vacancy_rate}",
        ),
    ),
)

SERVICES = topic(
    "提升服务质效，助力乡村振兴",
    (
        sentence(
            "依托人才驿站举办交流对接{exchange_events:场次}",
            "，参与{exchange_trips}",
            "，服务高层次人才{high_level_services}",
            lead="{=period}",
        ),
        sentence(
            Completion("举办HR沙龙{hr_salons}"),
            "，重点引才企业信息库收录企业{key_employers_count}",
        ),
    ),
    (
        sentence(
            "区级人才驿站在库专家{district_experts}",
            "，镇级“助飞智囊团”专家{town_experts}",
            lead="{=as_of}，",
        ),
        sentence(
            "组织{mission_experts:名}专家参加“送技下乡”{missions:场次}",
            Clause("开展“送技下乡”{missions:场次}", unless=("mission_experts",)),
            Clause("引导{mission_experts:名}专家送技下乡", unless=("missions",)),
            "，培训农村实用人才{rural_talent_trips}",
        ),
    ),
)
