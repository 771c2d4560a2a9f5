"""就业: what this domain's chapter of the yearly summary says."""

from bureau.catalogue.passages import Chapter, Completion, declare_chapter, sentence, together
from employment.sections import funds, groups, jobs, skills

declare_chapter(
    Chapter(
        domain="employment",
        title="聚力稳岗扩岗，促进就业创业",
        opening=(
            sentence(
                together(
                    Completion("城镇新增就业{urban_new_jobs}"),
                    Completion("城镇失业人员再就业{reemployed}"),
                    Completion("就业困难人员再就业{hardship_employed}", decimals=2),
                    Completion("扶持创业{startup_supported}"),
                ),
            ),
        ),
        topics=(
            jobs.TARGETS,
            jobs.STARTUP,
            jobs.FAIRS,
            groups.KEY_GROUPS,
            groups.HOUSEHOLDS,
            skills.TRAINING,
            skills.PARK,
            funds.FUNDS,
        ),
    )
)
