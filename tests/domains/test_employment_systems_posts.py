"""培训和岗位: what the systems of classes, interns and posts must show, each with rows entered for the purpose."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from bureau.periods import Month
from bureau.registers.cleaning import NeedsExplanation, RefusedRow
from bureau.registers.deadlines.contacting import record_contact
from bureau.registers.models import Deadline
from bureau.registers.pages.listing import parts_of
from bureau.registers.rows import Row
from employment.models import TrainingClass
from tests.domains.employment_ground import ID_NUMBER, Ground, due, light, listed, register, settle_employment
from tests.people import People

OCTOBER, NOVEMBER = Month(2023, 10), Month(2023, 11)
CLASSES, PLACES = "employment.training_classes", "employment.facilities"
POSTS, INTERNSHIPS = "employment.internship_posts", "employment.internships"
WELFARE = "employment.welfare_posts"


@pytest.fixture
def ground(people: People) -> Ground:
    return settle_employment(people)


def trained(ground: Ground, programme: str, persons: int, **values: object) -> Row:
    asked = {"title": f"{programme}第一期", "start_on": "2023-10-09", **values}
    row = ground.step(ground.enter(CLASSES, asked, programme=programme), "begin")
    return ground.step(row, "end", trips=persons, persons=persons, end_on="2023-10-20")


def test_parts_of_1989_and_510_make_2499_and_people_beside_attendances_are_pointed_out(
    ground: Ground,
) -> None:
    """SYS039 1989与510录入后合计2499且提示人与人次。"""
    trained(ground, "纺织", 1989, source="园区专班")
    own = trained(ground, "纺织", 510, source="本局")
    figures = ("textile_training_park", "textile_training_base_persons", "textile_training_trips")
    assert ground.tallies(OCTOBER, *figures) == [1989, 510, 2499]
    with pytest.raises(NeedsExplanation, match="人与人次分别统计"):
        ground.change(own, trips=520)
    own = ground.change(own, trips=520, explanation="十人参加两次")
    assert ground.tally("textile_training_trips", OCTOBER) == 2509
    ground.step(own, "examine", passed=500)
    assert ground.tally("textile_training_passed", OCTOBER) == 500
    with pytest.raises(RefusedRow) as refused:
        trained(ground, "纺织", 10)
    assert set(refused.value.fields) == {"source"}


def test_by_the_firm_that_ordered_them_classes_and_people_at_work_are_listed(ground: Ground) -> None:
    """SYS075 按订单企业可列出班期与上岗人数。"""
    first = trained(ground, "就业技能", 40, order_firm="甲纺织", pushed=30)
    second = trained(ground, "岗位提升", 20, order_firm="甲纺织", pushed=18)
    third = trained(ground, "创业", 25, order_firm="乙电子", pushed=0)
    trained(ground, "其他", 10)
    assert listed(CLASSES, "made_to_order", date(2023, 10, 31)) == [first, second, third]
    breakdown = next(one for one in register(CLASSES).breakdowns if one.key == "by_order_firm")
    parts, _ = parts_of(register(CLASSES), breakdown, TrainingClass.objects.exclude(order_firm=""))
    assert [(part.label, part.number, part.sums) for part in parts] == [
        ("甲纺织", 2, ["60", "48"]),
        ("乙电子", 1, ["25", "0"]),
    ]


def test_each_programme_has_its_own_figure_and_none_adds_them_up(ground: Ground) -> None:
    for programme, persons in (("粤菜师傅", 120), ("技工", 300), ("南粤家政", 80), ("农村电商", 60)):
        trained(ground, programme, persons)
    figures = ("chef_training_trips", "technician_training_trips", "homecare_training_trips")
    assert ground.tallies(OCTOBER, *figures, "ecommerce_training_trips") == [120, 300, 80, 60]
    assert ground.tally("homecare_trained", OCTOBER) == 80


def test_homecare_classes_and_outlets_are_counted_with_the_people_who_have_a_card(ground: Ground) -> None:
    trained(ground, "家政", 50, carded=45)
    trained(ground, "南粤家政", 30, carded=10)
    outlet = ground.enter(PLACES, title="城关家政网点", kind="家政服务网点")
    ground.step(outlet, "recognise", opened_on="2023-10-12")
    figures = ("homecare_trained", "homecare_card_trained", "homecare_outlets_new")
    assert ground.tallies(OCTOBER, *figures) == [80, 55, 1]


def test_a_class_counts_once_it_is_over_and_never_when_it_was_cancelled(ground: Ground) -> None:
    running = ground.enter(
        CLASSES, title="岗前班", programme="岗前", start_on="2023-10-09", end_on="2023-10-20", persons=30
    )
    running = ground.step(running, "begin")
    assert ground.tally("prejob_training", OCTOBER) is None
    ground.step(running, "cancel", reason="企业停产")
    assert ground.tally("prejob_training", OCTOBER) is None
    trained(ground, "岗前", 30)
    assert ground.tally("prejob_training", OCTOBER) == 30


def test_a_running_class_is_looked_at_once_and_its_subsidy_has_ten_working_days(ground: Ground) -> None:
    row = ground.enter(CLASSES, title="提升班", programme="岗位提升", subsidised=True, start_on="2023-10-09")
    row = ground.step(row, "begin")
    assert light(row, date(2023, 10, 9)) == "该跟进"
    visited = date(2023, 10, 12)
    record_contact(register(CLASSES), row, "spot_check", done_on=visited, result="到课率正常", by=ground.li)
    assert due(row, "spot_check") is None
    row = ground.step(row, "end", end_on="2023-10-20", persons=20, trips=20)
    row = ground.step(row, "examine", passed=19)
    assert due(row, "upgrade_subsidy") == date(2023, 11, 3)
    row = ground.step(row, "subsidise", subsidy="19000")
    assert due(row, "upgrade_subsidy") is None
    assert ground.tallies(OCTOBER, "upgrade_training", "subsidised_training") == [20, 20]


def test_only_classes_filed_as_subsidised_are_paid(ground: Ground) -> None:
    row = ground.step(trained(ground, "就业技能", 10), "examine", passed=10)
    with pytest.raises(RefusedRow) as refused:
        ground.step(row, "subsidise", subsidy="1000")
    assert set(refused.value.fields) == {"subsidised"}


def opened(ground: Ground, posts: int) -> Row:
    row = ground.enter(POSTS, company="甲公司", posts=posts)
    return ground.step(row, "recognise", opened_on="2023-10-08", expires_on="2024-10-07")


def matched(ground: Ground, post: Row) -> Row:
    return ground.enter(INTERNSHIPS, name="张三丰", id_no=ID_NUMBER, post=post.pk)


def test_three_interns_in_two_posts_are_pointed_out_and_have_to_be_explained(ground: Ground) -> None:
    """SYS030 岗位两个而到岗三人时出现软提示并要求说明。"""
    post = opened(ground, 2)
    stay = {"start_on": "2023-10-16", "end_on": "2024-04-15"}
    first, _ = (ground.step(matched(ground, post), "start", **stay) for _ in range(2))
    third = matched(ground, post)
    with pytest.raises(NeedsExplanation, match="有 2 个，到岗已有 3 人，超过岗位数"):
        ground.step(third, "start", **stay)
    third = ground.change(third, explanation="前一人已离岗，同岗续用")
    ground.step(third, "start", **stay)
    assert ground.tallies(OCTOBER, "internship_posts_count", "internships_started") == [2, 3]
    line = Deadline.objects.get(register=INTERNSHIPS, row_id=first.pk, key="end")
    assert (line.due_on, line.remind_on) == (date(2024, 4, 15), date(2024, 3, 31))
    assert due(first, "on_post") == date(2023, 11, 16)
    assert due(post, "recognition") == date(2024, 10, 7)


def test_an_internship_lasts_from_three_to_twelve_months_or_is_explained(ground: Ground) -> None:
    row = matched(ground, opened(ground, 1))
    for end in ("2023-12-31", "2024-11-20"):
        with pytest.raises(NeedsExplanation, match="不在 3 至 12 个月之内"):
            ground.step(row, "start", start_on="2023-10-16", end_on=end)
    assert ground.step(row, "start", start_on="2023-10-16", end_on="2024-01-15").state == "到岗"


def welfare(ground: Ground, title: str, **values: object) -> Row:
    row = ground.enter(WELFARE, values, title=title, area="城镇", developed_on="2020-12-01")
    holder = {"holder": "张三丰", "start_on": "2020-12-01", "expire_on": "2023-11-30"}
    return ground.step(row, "start", **holder)


def test_a_post_whose_term_ended_without_renewal_is_listed_and_leaves_the_posts_managed(
    ground: Ground,
) -> None:
    """SYS068 期满未续期的岗位进入退出名单且在管数减少。"""
    over, renewed = welfare(ground, "保洁岗"), welfare(ground, "护林岗")
    line = Deadline.objects.get(register=WELFARE, row_id=over.pk, key="term")
    assert (line.due_on, line.remind_on) == (date(2023, 11, 30), date(2023, 10, 1))
    renewed = ground.change(renewed, explanation="距退休不足 5 年")
    ground.step(renewed, "prolong", expire_on="2025-11-30", reason="距退休不足 5 年")
    assert listed(WELFARE, "expired", date(2023, 11, 30)) == []
    assert listed(WELFARE, "expired", date(2023, 12, 1)) == [over]
    assert ground.tally("welfare_posts_managed", NOVEMBER) == 2
    ground.step(over, "leave", exited_on="2023-12-01")
    assert listed(WELFARE, "expired", date(2023, 12, 2)) == []
    december = Month(2023, 12)
    assert ground.tallies(december, "welfare_posts_managed", "welfare_posts_exited") == [1, 1]
    assert ground.tally("welfare_posts_new", Month(2020, 12)) == 2


def test_a_post_is_subsidised_for_three_years_unless_somebody_explains_more(ground: Ground) -> None:
    row = ground.enter(WELFARE, title="保洁岗", area="乡村", developed_on="2020-12-01")
    holder = {"holder": "张三丰", "start_on": "2020-12-01"}
    with pytest.raises(NeedsExplanation, match="36 个月"):
        ground.step(row, "start", **holder, expire_on="2023-12-02")
    assert ground.step(row, "start", **holder, expire_on="2023-12-01").state == "上岗"


def test_from_the_year_that_is_set_outlets_and_classes_of_earlier_years_are_told_with_the_beginning(
    ground: Ground,
) -> None:
    """SYS017 设起点2021年后累计数含往年且印出起点。"""
    for day in ("2020-06-01", "2021-05-10", "2022-08-01", "2023-10-12"):
        outlet = ground.enter(PLACES, title=f"家政网点{day[:4]}", kind="家政服务网点")
        ground.step(outlet, "recognise", opened_on=day)
    client = Client()
    client.force_login(ground.chen, backend="django.contrib.auth.backends.ModelBackend")
    asked = {"kind": "家政服务网点", "from": "2021-01", "to": "2023-12"}
    page = client.get(reverse("registers:ledger", args=[PLACES]), asked).content.decode()
    assert "共 3 个" in page
    assert "2021-01至2023-12" in page
    assert "家政网点2020" not in page
    assert ground.tally("homecare_outlets_new", OCTOBER) == 1
