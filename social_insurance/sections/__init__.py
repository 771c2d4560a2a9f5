"""社会保险: what this domain's chapter of the yearly summary says."""

from bureau.catalogue.passages import Chapter, Completion, declare_chapter, sentence
from social_insurance.sections import benefits, coverage, funds

declare_chapter(
    Chapter(
        domain="social_insurance",
        title="健全保障体系，织密社保网络",
        opening=(
            sentence(
                Completion("城镇职工基本养老保险参保{employee_pension_insured}"),
                Completion("；城乡居民基本养老保险参保{resident_pension_insured}"),
            ),
        ),
        topics=(
            coverage.INSURED,
            coverage.COVERAGE,
            benefits.BENEFITS,
            benefits.RETIREES,
            funds.FUNDS,
            benefits.SERVICES,
        ),
    )
)
