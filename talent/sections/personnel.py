"""事业单位人事管理、职称、工资福利."""

from bureau.catalogue.passages import Completion, Planned, of_which, sentence, topic

RECRUITMENT = topic(
    "规范人事管理，充实干部队伍",
    (
        sentence(
            Planned("事业单位拟招聘{institution_hired}", Completion("事业单位共招录{institution_hired}")),
            Planned(
                "；拟引进人才{institution_talent_hired}",
                Completion("；人才引进录用{institution_talent_hired}"),
            ),
            Planned("；拟遴选{institution_selected}", Completion("；遴选{institution_selected}")),
            Planned(
                "；有序推进“三支一扶”招募，计划招募{three_supports}",
                Completion("；招募“三支一扶”人员{three_supports}"),
                until_reached=True,
            ),
            lead="{=period}",
        ),
        sentence(
            "录用中小学教师{teachers_hired:名}",
            "、卫健系统事业编制人员{health_staff_hired:名}",
            "、特岗教师{special_post_teachers}",
            "、免费医学生{free_medical_students}",
            "、非事业编制医务人员{contract_medics_hired}",
        ),
        sentence(
            "推出岗位{provincial_exam_posts}",
            "，录用{provincial_exam_hired}",
            lead="在全省事业单位集中公开招聘中，",
        ),
    ),
)

TITLES = topic(
    "做实职称薪酬，激发队伍活力",
    (
        sentence(
            "受理正高级职称申报{title_apply_full_senior}",
            "、高级{title_apply_senior}",
            "、中级{title_apply_middle}",
            "、初级{title_apply_junior}",
            "，初次考核认定{title_first_recognised}",
        ),
        sentence(
            "新聘任专业技术职称{titles_appointed}",
            of_which(
                "titles_appointed",
                "高级{titles_appointed_senior}",
                "中级{titles_appointed_middle}",
                "初级{titles_appointed_junior}",
            ),
        ),
        sentence("举办干部大讲堂{lectures}", "，参训{lecture_trips}"),
    ),
    (
        sentence(
            "为{wage_promoted}落实正常晋升工资",
            of_which("wage_promoted", "机关{wage_promoted_gov}", "事业单位{wage_promoted_inst}"),
        ),
        sentence("审批发放区直机关和事业单位年度考核奖{award_amount}"),
        sentence("改革后退休待遇重核单位{social_insurance.recalculated_units}"),
    ),
)
