"""就业资金、减负稳岗."""

from bureau.catalogue.passages import Clause, of_which, sentence, topic

FUNDS = topic(
    "用好就业资金，落实减负稳岗",
    (
        sentence(
            "下达就业专项资金{job_fund_issued}",
            "，拨付各项补贴{job_fund_spent}",
            of_which(
                "job_fund_spent",
                "社会保险补贴和公益性岗位补贴{ss_and_post_subsidy_amount}",
                "就业见习补贴{internship_subsidy_amount}",
                "基层特岗补贴{grassroots_subsidy_amount}",
                "职业技能培训补贴{training_subsidy_amount}",
                "就业创业两项奖补{two_awards_amount}",
            ),
            "，支出率{job_fund_spending_rate}",
            lead="{=period}",
        ),
        sentence(
            "发放社会保险补贴{ss_subsidy_amount}",
            "、公益性岗位补贴{post_subsidy_amount}",
        ),
        sentence(
            "受理稳岗返还申请企业{refund_applicants}",
            "，返还到账企业{refund_firms}",
            "，返还资金{refund_amount}",
        ),
        sentence(
            "向{stay_subsidy_firms}企业兑现留温补助{stay_subsidy_amount}",
            Clause("兑现留温补助{stay_subsidy_amount}", unless=("stay_subsidy_firms",)),
            "；帮助{travel_subsidy_persons:名}员工领取路费补贴{travel_subsidy_amount}",
            Clause("；发放路费补贴{travel_subsidy_amount}", unless=("travel_subsidy_persons",)),
        ),
    ),
    (
        sentence(
            "阶段性减免养老保险费{social_insurance.relief_pension_amount}",
            "、失业保险费{social_insurance.relief_unemployment_amount}",
            "、工伤保险费{social_insurance.relief_injury_amount}",
        ),
        sentence(
            "{social_insurance.deferral_firms}企业获准缓缴社会保险费",
            Clause(
                "，缓缴金额{social_insurance.deferral_amount}", needs=("social_insurance.deferral_firms",)
            ),
        ),
        sentence(
            "发放失业保险金{social_insurance.unemployment_benefit_amount}",
            "、失业补助金{social_insurance.unemployment_aid_amount}",
        ),
    ),
)
