"""A register as a workbook or a list: what one reads, masked, inert, with its serial; and back without a change."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework.exceptions import APIException

from bureau.audit.models import AuditEntry
from bureau.jobs.exports import may_still, start_export
from bureau.organisation.models import Post, Role, User
from bureau.registers.declarations import FilledBy
from bureau.registers.registry import all_registers, find_register
from bureau.registers.unmasking import UNMASK
from bureau.registers.writing import enter_row, take_step
from tests.people import People, account
from tests.registers_exchange.files import carry_out, cells_of, content, export, hand_in, lines_of
from tests.registers_exchange.ledgers import LOANS, PLACE, PLACES, SUPPORT, entered, loan

REASON = "年终核对贷款人员"


def table(rows: list[list[object]]) -> list[dict[object, object]]:
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_the_rows_go_out_masked_with_real_numbers_and_dates(people: People) -> None:
    row = loan(people, jobs="3")
    job = export(people, "director", LOANS)
    data = content(job)
    [line] = table(cells_of(data))
    assert line["编号"] == row.number
    assert line["申请人"] == "欧***"
    assert line["申请日"] == datetime.datetime(2026, 10, 8)
    assert (line["贷款金额"], line["带动就业"]) == (200000.5, 3)
    assert (line["填报单位"], line["状态"]) == ("就业股", "申请")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.worksheets[0].freeze_panes == "A4"
    assert (job.result or {})["file"]["serial"] in str(book.worksheets[0]["A2"].value)
    assert "欧阳" not in str(cells_of(data))
    assert (AuditEntry.objects.get(action="export").new or {})["rows"] == 1


def test_words_that_look_like_formulas_stay_words(people: People) -> None:
    loan(people, entity="=1+1")
    book = openpyxl.load_workbook(io.BytesIO(content(export(people, "chen", LOANS))))
    [cell] = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "=1+1"]
    assert cell.data_type == "s"
    rows = lines_of(content(export(people, "chen", LOANS, format="csv")))
    assert "'=1+1" in rows[1]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_export_that_is_read_again_changes_nothing(people: People, form: str) -> None:
    row = loan(people, entity="=1+1", amount="12345678901234.56", jobs="0", explanation="经办行另有批复")
    take_step(row, "review", version=1, by=people["li"], values={"reviewed_on": "2026-10-12"})
    loan(people, entity="'=甲　乙", amount=None)
    entered(people, PLACES, {**PLACE, "town": people.town, "area": "120.50", "opened_on": "2025-03-01"})
    entered(people, SUPPORT, {"name": "司马相", "support": "培训", "survived": True})
    for code, number in {LOANS: 2, PLACES: 1, SUPPORT: 1}.items():
        data = content(export(people, "chen", code, format=form))
        again = hand_in(people, "chen", code, data, form)
        assert again.counts == {"new": 0, "changed": 0, "same": number, "errors": 0}, again.errors


def test_one_changed_cell_of_an_export_is_one_changed_row(people: People) -> None:
    loan(people)
    loan(people, entity="东湖纺织")
    rows = lines_of(content(export(people, "chen", LOANS, format="csv")))
    place = rows[0].index("企业")
    rows[2][place] = "东湖织造"
    data = "\n".join(",".join(row) for row in rows).encode()
    again = hand_in(people, "chen", LOANS, data, "csv")
    assert again.counts == {"new": 0, "changed": 1, "same": 1, "errors": 0}
    assert carry_out(again).state == "done"


def test_filters_and_columns_are_those_of_the_list(people: People) -> None:
    loan(people)
    loan(people, kind="小微企业", entity="东湖纺织")
    rows = lines_of(content(export(people, "chen", LOANS, format="csv", kind="小微企业", columns="entity")))
    assert rows[0] == ["编号", "企业", "版本"]
    assert [row[1] for row in rows[1:]] == ["东湖纺织"]
    for params in ({"borrower": "欧阳建国"}, {"kind": "组织"}, {"columns": "nothing"}):
        with pytest.raises(APIException) as refused:
            start_export(people["chen"], f"register:{LOANS}", params)
        assert refused.value.status_code == 400


def test_rows_of_other_units_are_not_in_it(people: People) -> None:
    entered(people, SUPPORT, {"name": "欧阳建国", "support": "培训"}, name="zhang")
    assert len(lines_of(content(export(people, "wang", SUPPORT, format="csv")))) == 1
    assert len(lines_of(content(export(people, "zhang", SUPPORT, format="csv")))) == 2
    with pytest.raises(Http404):
        start_export(people["wang"], f"register:{SUPPORT}", {"unit": "west-01"})
    with pytest.raises(Http404):
        start_export(people["chen"], "register:talent.experts", {})


def test_in_clear_it_goes_out_for_a_reason_and_with_a_line_in_the_trail(people: People) -> None:
    loan(people)
    job = export(people, "li", LOANS, clear=True, reason=REASON)
    [line] = table(cells_of(content(job)))
    assert line["申请人"] == "欧阳建国"
    first, second = AuditEntry.objects.filter(action__in=(UNMASK, "export")).order_by("id")
    assert (first.action, first.actor, second.action) == (UNMASK, "li", "export")
    facts = first.new or {}
    assert (facts["rows"], facts["fields"]) == (1, ["borrower"])
    assert facts["serial"] in first.detail
    assert REASON in first.detail


def test_in_clear_it_never_goes_to_leaders_or_without_a_reason(people: People) -> None:
    loan(people)
    for name in ("director", "zhao"):
        with pytest.raises(PermissionDenied):
            start_export(people[name], f"register:{LOANS}", {"clear": True, "reason": REASON})
    for reason in ({}, {"reason": "看"}):
        with pytest.raises(APIException) as refused:
            start_export(people["chen"], f"register:{LOANS}", {"clear": True, **reason})
        assert refused.value.status_code == 400
    assert not AuditEntry.objects.filter(action=UNMASK).exists()


def test_rows_she_only_reads_stay_masked_in_a_clear_export(people: People) -> None:
    """A clerk of the section reads what the towns enter, and keeps only her own."""
    entered(people, SUPPORT, {"name": "欧阳建国", "support": "培训"}, name="zhang")
    entered(people, SUPPORT, {"name": "诸葛芳", "support": "培训"})
    rows = table(cells_of(content(export(people, "chen", SUPPORT, clear=True, reason=REASON))))
    assert sorted(str(row["创业者"]) for row in rows) == ["欧***", "诸葛芳"]


def test_the_right_to_the_file_is_asked_again_when_it_is_fetched(people: People) -> None:
    loan(people)
    job = export(people, "li", LOANS, clear=True, reason=REASON)
    assert may_still(people["li"], job.params)
    Post.objects.filter(user=people["li"]).delete()
    with pytest.raises(Http404):
        may_still(User.objects.get(username="li"), job.params)


@pytest.fixture
def keeper(people: People) -> People:
    """People with one more among them, who keeps every register there is: for a section and for a town."""
    user = account("keeper", "管明")
    domains = sorted({register.domain for register in all_registers()})
    for unit in (people.section, people.town):
        Post.objects.create(user=user, unit=unit, role=Role.CLERK, domains=domains)
    people.users["keeper"] = user
    return people


@pytest.mark.parametrize("code", [register.code for register in all_registers()])
def test_every_register_reads_its_own_template_and_export_without_a_change(keeper: People, code: str) -> None:
    register = find_register(code)
    assert register is not None
    data = content(export(keeper, "keeper", code, template=True))
    assert [sheet.title for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets][1] == "填写说明"
    row = hand_in(keeper, "keeper", code, data)
    assert row.counts == {"new": 0, "changed": 0, "same": 0, "errors": 0}, row.errors
    unit = keeper.town if register.filled_by == FilledBy.TOWNS else keeper.section
    enter_row(register, {}, unit=unit, by=keeper["keeper"], draft=True)
    again = hand_in(keeper, "keeper", code, content(export(keeper, "keeper", code)))
    assert again.counts == {"new": 0, "changed": 0, "same": 1, "errors": 0}, again.errors
