"""劳动关系: what this domain's chapter of the yearly summary says."""

from bureau.catalogue.passages import Chapter, declare_chapter, sentence
from labor_relations.sections import arbitration, injury, inspection, wages

declare_chapter(
    Chapter(
        domain="labor_relations",
        title="维护劳动权益，构建和谐关系",
        opening=(
            sentence(
                "处理劳动保障监察案件{inspection_handled}",
                "，立案受理劳动人事争议{arbitration_filed}",
                "，工伤认定案件结案率为{social_insurance.injury_close_rate}",
            ),
        ),
        topics=(
            inspection.CASES,
            wages.WAGES,
            arbitration.ARBITRATION,
            inspection.INSPECTIONS,
            injury.INJURY,
            injury.LAND,
            arbitration.CONTRACTS,
        ),
    )
)
