"""劳动关系: what this domain counts, in the order of its paper table."""

from bureau.catalogue.declarations import IndicatorSet, declare
from labor_relations.indicators import arbitration, contracts, inspection, wages

declare(
    IndicatorSet(
        domain="labor_relations",
        title="劳动关系",
        duties={"relations": "劳动关系", "arbitration": "劳动人事争议仲裁", "inspection": "劳动保障监察"},
        groups=(
            arbitration.ARBITRATION,
            arbitration.INJURY_CASES,
            inspection.INSPECTION_CASES,
            inspection.COMPLAINTS,
            inspection.INSPECTIONS,
            wages.CLUES,
            wages.WATCHED_FIRMS,
            wages.DEPOSITS,
            wages.EIGHT_MEASURES,
            contracts.RELATIONS,
            contracts.CONTRACTS,
        ),
    )
)
