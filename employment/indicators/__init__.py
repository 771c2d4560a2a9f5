"""就业: what this domain counts, in the order of its paper table."""

from bureau.catalogue.declarations import IndicatorSet, declare
from employment.indicators import fairs, households, jobs, posts, services, startup, subsidies, training

declare(
    IndicatorSet(
        domain="employment",
        title="就业",
        duties={"jobs": "就业", "skills": "职业能力建设"},
        groups=(
            jobs.JOBS,
            jobs.ZERO_JOB_FAMILIES,
            jobs.GRADUATES,
            posts.INTERNSHIPS,
            posts.WELFARE_POSTS,
            startup.STARTUP,
            startup.STARTUP_LOANS,
            startup.INCUBATORS,
            fairs.FAIRS,
            services.KEY_GROUPS,
            services.SERVICE_EVENTS,
            services.FIRM_CONTACTS,
            services.LABOR_MARKET,
            services.HOMECARE,
            services.ASSESSMENT,
            subsidies.FIRM_SUBSIDIES,
            subsidies.JOB_FUND,
            subsidies.REFUNDS,
            training.TRAINING,
            training.TRAINING_PROGRAMMES,
            training.TEXTILE_TRAINING,
            households.HOUSEHOLDS,
        ),
    )
)
