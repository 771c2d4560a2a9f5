from __future__ import annotations

import datetime
import re
from decimal import Decimal

from bureau.catalogue.models import Assignment, Target
from bureau.organisation.models import Post, Role, User, WorkdayException
from bureau.periods import Month
from bureau.returns import steps
from bureau.returns.calendar.opening import Scale, filing_units, going_on, patterns, proposals, troubles
from bureau.returns.calendar.rules import rule_of
from tests.returns.office import DOMAIN, MONTH, Office

ADDRESS = "/assignments/?domain=employment&month=2026-12"
RULE = {
    "begins": "2099-01",
    "cutoff_day": "20",
    "due_in": "0",
    "due_day": "25",
    "due_time": "17:00",
    "grace_days": "1",
    "shifts": "on",
    "closes_after": "10",
    "levels": "2",
    "title": "就业创业工作月报表",
    "document": "云人社〔2026〕3号",
}


def ticked(office: Office, address: str = ADDRESS) -> tuple[str, set[str]]:
    """What the matrix was drawn with: the digest, and the boxes that are on."""
    text = office.page("zhao").get(address).content.decode()
    stood = re.search(r'name="stood" value="(\w+)"', text)
    assert stood is not None
    boxes = re.findall(r"<input type=\"checkbox\"[^>]*>", text)
    on = {re.search(r'value="([\d-]+)"', box)[1] for box in boxes if " checked" in box}  # type: ignore[index]  # it matches
    return stood[1], on


def box(office: Office, key: str = "jobs") -> str:
    return f"{office.town.pk}-{office.indicators[key].pk}"


def test_the_matrix_ticks_what_is_asked_and_greys_what_a_unit_cannot_file(office: Office) -> None:
    text = office.page("zhao").get(ADDRESS).content.decode()
    _, on = ticked(office)
    assert len(on) == 12
    assert box(office) in on
    assert "登记失业率" not in text  # a rate is nobody's to file
    assert text.count('class="is-na"') == 6  # the section beside two towns


def test_what_is_unticked_ends_before_the_month_and_what_is_ticked_begins_with_it(office: Office) -> None:
    Assignment.objects.filter(unit=office.town, indicator=office.indicators["loans"]).delete()
    stood, on = ticked(office)
    wanted = (on - {box(office)}) | {box(office, "loans")}
    page = office.page("zhao").post(ADDRESS, {"stood": stood, "a": sorted(wanted)}, follow=True)
    assert "从2026年12月起：新增 1 项，停报 1 项。" in page.content.decode()
    ended = Assignment.objects.get(unit=office.town, indicator=office.indicators["jobs"])
    begun = Assignment.objects.get(unit=office.town, indicator=office.indicators["loans"])
    assert (str(ended.begins), str(ended.ends)) == ("2024-01", "2026-11")
    assert (str(begun.begins), begun.ends) == ("2026-12", None)


def test_a_refused_matrix_keeps_what_was_ticked_and_names_the_figure(office: Office) -> None:
    office.approved()
    address = "/assignments/?domain=employment&month=2026-10"
    stood, on = ticked(office, address)
    answer = office.page("zhao").post(address, {"stood": stood, "a": sorted(on - {box(office)})})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "2026年10月已有审定数" in text
    assert re.search(rf'value="{box(office)}"[^>]*>', text)[0].count("checked") == 0  # type: ignore[index]  # it matches


def test_a_matrix_that_somebody_changed_meanwhile_is_not_saved_over(office: Office) -> None:
    stood, on = ticked(office)
    Assignment.objects.filter(unit=office.other_town, indicator=office.indicators["events"]).delete()
    answer = office.page("zhao").post(ADDRESS, {"stood": stood, "a": sorted(on - {box(office)})})
    assert answer.status_code == 409
    assert "刚被别人改过" in answer.content.decode()
    assert not Assignment.objects.exclude(ends=None).exists()


def test_a_box_of_another_bureau_is_no_box(office: Office) -> None:
    stood, on = ticked(office)
    foreign = f"{office.foreign_town.pk}-{office.indicators['jobs'].pk}"
    Assignment.objects.filter(unit=office.foreign_town).delete()
    office.page("zhao").post(ADDRESS, {"stood": stood, "a": [*sorted(on), foreign]})
    assert not Assignment.objects.filter(unit=office.foreign_town).exists()


def test_a_unit_takes_over_what_another_files(office: Office) -> None:
    Assignment.objects.filter(unit=office.town).delete()
    body = {"source": "east-02", "to": "east-01"}
    text = (
        office.page("zhao")
        .post("/assignments/copy/?domain=employment&month=2026-12", body, follow=True)
        .content.decode()
    )
    assert "城关镇照东湖街道新增 6 项" in text
    assert Assignment.objects.filter(unit=office.town, begins=Month(2026, 12)).count() == 6


def test_a_rule_is_set_from_a_month_on_and_shown_with_its_history(office: Office) -> None:
    page = office.page("zhao")
    assert page.post("/assignments/forms/employment/", RULE).status_code == 302
    rule = rule_of(office.town, DOMAIN, Month(2099, 1))
    assert (rule.cutoff_day, rule.due_day, rule.due_time, rule.closes_after) == (
        20,
        25,
        datetime.time(17),
        10,
    )
    assert rule.has_two_levels
    assert rule_of(office.town, DOMAIN, MONTH).cutoff_day is None
    text = page.get("/assignments/forms/employment/").content.decode()
    assert "2099年1月" in text
    assert "云人社〔2026〕3号" in text


def test_a_rule_that_cannot_be_is_refused_beside_its_field(office: Office) -> None:
    answer = office.page("zhao").post("/assignments/forms/employment/", RULE | {"due_day": "12"})
    assert answer.status_code == 400
    assert "报送截止日不能早于这一天" in answer.content.decode()


def test_the_list_of_forms_says_where_indicators_count_other_days(office: Office) -> None:
    page = office.page("zhao")
    assert "统计截止日与本表不同" not in page.get("/assignments/forms/").content.decode()
    page.post("/assignments/forms/employment/", RULE | {"begins": str(steps.current_month())})
    text = page.get("/assignments/forms/").content.decode()
    assert "有 6 项指标的统计截止日与本表不同" in text
    assert "上月 21 日至当月 20 日" in text


def test_the_office_names_days_over_the_published_ones_and_takes_them_back(office: Office) -> None:
    page = office.page("zhao")
    body = {"date": "2026-10-09", "is_workday": "off", "name": "停电检修"}
    text = page.post("/assignments/days/?year=2026", body, follow=True).content.decode()
    assert "停电检修" in text
    assert "已公布" in text
    row = WorkdayException.objects.get(bureau=office.east)
    page.post("/assignments/days/?year=2026", {"remove": str(row.pk)})
    assert not WorkdayException.objects.exists()


def test_a_year_whose_holidays_nobody_published_says_so(office: Office) -> None:
    page = office.page("zhao")
    assert "还没有收录" in page.get("/assignments/days/?year=2098").content.decode()
    assert "还没有收录，截止日" not in page.get("/assignments/days/?year=2026").content.decode()


# --- the opening of a year


def yearly(office: Office, key: str, *stretches: tuple[int, int]) -> None:
    """Let the town file the indicator in some months of 2026 only."""
    rows = Assignment.objects.filter(unit=office.town, indicator=office.indicators[key])
    rows.delete()
    Assignment.objects.bulk_create(
        Assignment(
            unit=office.town,
            indicator=office.indicators[key],
            begins=Month(2026, first),
            ends=Month(2026, last),
        )
        for first, last in stretches
    )


def test_open_duties_go_on_and_those_of_some_months_are_offered_again(office: Office) -> None:
    yearly(office, "events", (3, 3), (6, 6), (9, 9), (12, 12))
    yearly(office, "loans", (1, 5))
    units = filing_units(office.east, 2027)
    assert going_on(units, 2027) == 10
    found = {one.indicator.name: (one.words, one.is_usual) for one in patterns(units, 2027)}
    assert found == {
        "招聘活动场次": ("3月、6月、9月、12月", True),
        "创业担保贷款金额": ("1—5月", False),
    }


def test_renewing_asks_in_the_same_months_and_twice_changes_nothing(office: Office) -> None:
    yearly(office, "events", (3, 3), (12, 12))
    key = patterns(filing_units(office.east, 2027), 2027)[0].key
    page = office.page("zhao")
    first = page.post("/assignments/years/2027/", {"renew": key}, follow=True).content.decode()
    again = page.post("/assignments/years/2027/", {"renew": key}, follow=True).content.decode()
    assert "续设 2 项" in first
    assert "续设 0 项" in again
    rows = Assignment.objects.filter(unit=office.town, indicator=office.indicators["events"])
    assert [(str(row.begins), str(row.ends)) for row in rows.order_by("begins")][2:] == [
        ("2027-03", "2027-03"),
        ("2027-12", "2027-12"),
    ]


def target(office: Office, key: str, value: str, **more: object) -> Target:
    one = Target.objects.create(
        unit=office.town, indicator=office.indicators[key], year=2026, value=value, **more
    )
    one.refresh_from_db()
    return one


def test_targets_are_scaled_and_rounded_but_ceilings_and_zeros_stay(office: Office) -> None:
    scale = Scale(percent=Decimal(105), step=Decimal(10))
    jobs = target(office, "jobs", "1103", stretch="1250")
    kept = target(office, "hard", "0", kind="keep")
    ceiling = target(office, "unemployed", "333", kind="at_most")
    money = target(office, "loans", "84680000")
    goal = scale.goal(jobs, office.indicators["jobs"])
    assert (goal.value, goal.stretch) == (Decimal(1160), Decimal(1310))
    assert scale.goal(kept, office.indicators["hard"]).value == 0
    assert scale.goal(ceiling, office.indicators["unemployed"]).value == 333
    assert scale.goal(money, office.indicators["loans"]).value == 88900000  # 8890 万元


def test_confirming_sets_every_proposal_once_and_leaves_what_is_set(office: Office) -> None:
    target(office, "jobs", "1000")
    target(office, "hard", "100")
    Target.objects.create(unit=office.town, indicator=office.indicators["hard"], year=2027, value=77)
    page = office.page("zhao")
    body = {"targets": "1", "percent": "110", "step": "1", "document": "云人社〔2027〕1号"}
    first = page.post("/assignments/years/2027/", body, follow=True).content.decode()
    page.post("/assignments/years/2027/", body)
    assert "1 个单位的 1 个2027年目标已下达" in first
    rows = Target.objects.filter(unit=office.town, year=2027).order_by("value")
    assert [(row.value, row.version, row.document) for row in rows] == [
        (Decimal(77), 1, ""),
        (Decimal(1100), 1, "云人社〔2027〕1号"),
    ]


def test_targets_need_the_document_they_rest_on(office: Office) -> None:
    target(office, "jobs", "1000")
    answer = office.page("zhao").post("/assignments/years/2027/", {"targets": "1"})
    assert answer.status_code == 400
    assert "请填写下达文件的文号" in answer.content.decode()
    assert not Target.objects.filter(year=2027).exists()


def test_a_draft_is_changed_before_it_is_saved(office: Office) -> None:
    one = target(office, "jobs", "1000", stretch="1200")
    page = office.page("zhao")
    address = "/assignments/years/2027/east-01/?percent=110&step=1"
    text = page.get(address).content.decode()
    assert 'value="1100"' in text
    assert 'value="1320"' in text
    prefix = f"i{one.indicator_id}"
    body = {
        f"{prefix}-kind": "at_least",
        f"{prefix}-value": "1111",
        f"{prefix}-stretch": "1320",
        f"{prefix}-version": "0",
        "document": "云人社〔2027〕1号",
    }
    assert page.post(address, body).status_code == 302
    assert Target.objects.get(year=2027).value == 1111
    assert proposals(office.town, 2027) == []


def test_the_check_names_what_nobody_files_where_nobody_sits_and_what_is_retired(office: Office) -> None:
    Assignment.objects.filter(indicator=office.indicators["events"]).delete()
    office.indicators["loans"].retired = True
    office.indicators["loans"].save()
    Post.objects.filter(user=office["wang"]).delete()
    found = {one.title: one.names for one in troubles(office.east, 2027)}
    assert found == {
        "没有单位填报的指标": ("就业“招聘活动场次”",),
        "有任务而没有填报人的单位": ("东湖街道（就业）",),
        "已停用而仍有任务的指标": ("“创业担保贷款金额”",),
    }


def test_a_clerk_whose_account_is_closed_files_for_nobody(office: Office) -> None:
    User.objects.filter(username="zhang").update(is_active=False)
    assert Post.objects.filter(user=office["zhang"], role=Role.CLERK).exists()
    assert ("城关镇（就业）",) in [one.names for one in troubles(office.east, 2027)]
