"""重点群体就业服务、重点帮扶户."""

from bureau.catalogue.passages import Completion, respectively, sentence, topic

KEY_GROUPS = topic(
    "聚焦重点群体，做细就业服务",
    (
        sentence(
            "开展重点群体就业状况摸底{surveys}",
            "，回访登记失业人员{unemployed_followups}",
            "，跟踪帮扶就业困难人员{hardship_followed}",
            lead="{=period}",
        ),
        sentence(
            "重点群体应实名登记{realname_due}",
            "，已登记{realname_registered}",
            "，已提供服务{realname_served}",
            Completion("，实名制登记率为{realname_register_rate}"),
            Completion("，实名制服务率为{realname_service_rate}"),
        ),
    ),
    (
        sentence(
            "“雁归”计划安排实地观摩{goose_visits:场次}",
            "，{goose_students:名}大学生走进基层一线",
        ),
        sentence(
            "征集就业见习岗位{internship_posts_count}",
            Completion("，新到岗见习青年{internships_started:名}"),
        ),
        sentence(
            Completion("新开发公益性岗位{welfare_posts_new}"),
            "，在管城乡公益性岗位{welfare_posts_managed}",
            "，退出{welfare_posts_exited}",
        ),
        sentence(
            "新建家政服务网点{homecare_outlets_new}",
            "，家政从业人员参训{homecare_trained:名}",
            "，建档持卡（码）培训{homecare_card_trained}",
        ),
    ),
)

HOUSEHOLDS = topic(
    "落实帮扶责任，巩固增收成果",
    (
        sentence(
            "建档立卡户{poor_households}、劳动力{poor_workforce}",
            "，已就业{poor_employed}",
        ),
        sentence(
            "易地搬迁户{relocated_households}、劳动力{relocated_workforce}",
            "，已就业{relocated_employed}",
        ),
        sentence(
            "边缘户{marginal_households}、劳动力{marginal_workforce}",
            "，已就业{marginal_employed}",
        ),
        sentence(
            respectively(
                "建档立卡户{poor_employment_rate}",
                "易地搬迁户{relocated_employment_rate}",
                "边缘户就业率{marginal_employment_rate}",
            ),
        ),
    ),
)
