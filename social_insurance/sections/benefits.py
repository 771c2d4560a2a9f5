"""待遇发放、退休人员、经办服务."""

from bureau.catalogue.passages import Completion, sentence, topic

BENEFITS = topic(
    "按时足额发放，兜牢民生底线",
    (
        sentence(
            "城镇职工养老保险待遇领取人员{employee_pension_receivers}",
            "，发放养老金{employee_pension_amount}",
            "；城乡居民养老保险待遇领取人员{resident_pension_receivers}",
            "，发放城乡居民养老金{resident_pension_amount}",
            lead="{=as_of}，",
        ),
        sentence(
            "养老待遇应发放{pension_due}",
            "、按时足额发放{pension_paid_on_time}",
            Completion("，养老待遇按时足额发放率为{pension_on_time_rate}"),
        ),
        sentence(
            "被征地农民养老保险待遇领取人员{land_benefit_persons}",
            "，发放被征地农民待遇{land_benefit_amount}",
            "；“七老”人员生活补贴对象{seven_olds_persons}",
            "，发放“七老”补贴{seven_olds_amount}",
        ),
        sentence("阶段性减免社会保险费{relief_amount}"),
    ),
)

RETIREES = topic(
    "做优退休服务，落实社会化管理",
    (
        sentence(
            "办理退休审批{retirement_approvals_count}",
            "，管理企业退休人员{retirees_count}",
            "，死亡及转出{retirees_removed}",
        ),
        sentence(
            Completion("组织企业退休人员健康体检{retiree_checkups}"),
            Completion("；组织退休人员一日游{retiree_trips}"),
        ),
    ),
)

SERVICES = topic(
    "改进经办服务，方便群众办事",
    (
        sentence(Completion("发放社会保障卡{cards_issued}"), lead="{=period}"),
        sentence(
            "社保大厅投放自助终端{public_service.kiosks}",
            "、自助电脑{public_service.self_service_pcs}",
            "，安排引导人员{public_service.hall_guides}",
        ),
        sentence("代为报送劳动能力鉴定申请{capacity_forwarded}"),
    ),
)
