"""人才: what this domain's chapter of the yearly summary says."""

from bureau.catalogue.passages import Chapter, Completion, declare_chapter, sentence
from talent.sections import intake, personnel, services, skilled

declare_chapter(
    Chapter(
        domain="talent",
        title="深化引育并举，建强人才队伍",
        opening=(
            sentence(
                Completion("引进大学生{graduates_in}"),
                Completion("；新增高技能人才{high_skilled_new}"),
            ),
        ),
        topics=(
            intake.INTAKE,
            intake.RECRUITING,
            skilled.SKILLED,
            services.PLATFORMS,
            services.SERVICES,
            personnel.RECRUITMENT,
            personnel.TITLES,
        ),
    )
)
