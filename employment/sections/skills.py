"""职业技能培训、技能等级认定、园区用工."""

from bureau.catalogue.passages import Completion, of_which, sentence, topic

TRAINING = topic(
    "强化技能培训，提升就业能力",
    (
        sentence(
            Completion("开展职业技能培训{training_persons}"),
            Completion("；补贴性培训{subsidised_training}"),
            of_which("subsidised_training", "岗位技能提升{upgrade_training}", "就业技能{jobskill_training}"),
            Completion("；新录用人员岗前培训{prejob_training}"),
            Completion("；创业培训{startup_training}"),
            lead="{=period}",
        ),
        sentence(
            "“粤菜师傅”工程培训{chef_training_trips}",
            "、技工工程培训{technician_training_trips}",
            "、“南粤家政”工程培训{homecare_training_trips}",
            "、“农村电商”工程培训{ecommerce_training_trips}",
        ),
    ),
    (
        sentence(
            "组织技能等级认定{talent.assessments}",
            "，参加考核{talent.assessed_persons}",
            "，发证{talent.certs}",
            of_which(
                "talent.certs",
                "高级工证书{talent.certs_senior}",
                "技师证书{talent.certs_technician}",
            ),
        ),
    ),
)

PARK = topic(
    "对接园区需求，保障企业用工",
    (
        sentence(
            "依托纺织技能培训基地{textile_training_bases}",
            "，开展纺织技能培训{textile_training_trips}",
            of_which(
                "textile_training_trips",
                "园区专班组织{textile_training_park}",
                "“一针一线”基地组织{textile_training_base_persons}",
            ),
            "，经考核合格并推荐到企业{textile_training_passed}",
        ),
        sentence("采集登记园区工人信息{park_workers_count}"),
        sentence(
            "审核上报园区招用工补贴{recruit_subsidy_batches}",
            "，惠及职工{recruit_subsidy_persons}",
            "，申请补贴{recruit_subsidy_amount}",
        ),
    ),
)
