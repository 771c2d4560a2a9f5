"""工伤认定、被征地农民社会保障: filed by the social insurance domain, told here."""

from bureau.catalogue.passages import Completion, of_which, sentence, topic

INJURY = topic(
    "规范工伤认定，保障职工待遇",
    (
        sentence(
            "受理工伤认定{social_insurance.injury_accepted:宗}",
            "，认定工伤{social_insurance.injury_recognized:宗}",
            Completion("，结案率为{social_insurance.injury_close_rate}"),
            lead="{=period}",
        ),
        sentence(
            "办结工伤认定{social_insurance.injury_completed:宗}",
            "，办结率为{social_insurance.injury_completion_rate}",
            "，不予受理或撤回{social_insurance.injury_dismissed:宗}",
            "，期末在办{social_insurance.injury_open:宗}",
        ),
        sentence(
            "工伤调解{social_insurance.injury_mediations:宗}",
            "，工伤行政复议{social_insurance.injury_reviews:宗}",
            "，工伤行政诉讼{social_insurance.injury_lawsuits:宗}",
            of_which(
                "social_insurance.injury_lawsuits",
                "认定类{social_insurance.injury_recognition_lawsuits:宗}",
                "待遇类{social_insurance.injury_benefit_lawsuits:宗}",
            ),
        ),
        sentence(
            "在建工地{social_insurance.construction_sites}",
            "，已参加工伤保险{social_insurance.construction_sites_insured}",
            Completion("，建筑工地工伤保险参保覆盖率为{social_insurance.construction_injury_coverage}"),
        ),
    ),
)

LAND = topic(
    "落实征地社保，维护农民利益",
    (
        sentence(
            "完成城镇建设用地征地项目社保审核{social_insurance.land_batches}",
            "，计提被征地农民保障资金{social_insurance.land_accrued}",
            "，已预存{social_insurance.land_deposited}",
            lead="{=as_of}，",
        ),
    ),
)
