"""What stands beside a cell comes back next month, and tells who wrote what and why."""

from __future__ import annotations

import re

from bureau.figures.models import Source
from bureau.figures.writing import CellChange, save_figures
from tests.returns.office import MONTH, Office


def say(office: Office, month: object, value: str, version: int, **words: str) -> None:
    sheet = office.sheet(month=month)  # type: ignore[arg-type]  # a Month
    form = {"value": value, "version": str(version), "note": "", "explanation": "", **words}
    office.page("zhang").post(f"/sheets/{sheet.pk}/cells/employment.jobs/", form)


def panel(office: Office, name: str = "zhang", month: object = MONTH) -> str:
    sheet = office.sheet(month=month)  # type: ignore[arg-type]  # a Month
    return (
        office.page(name)
        .get(f"/sheets/{sheet.pk}/cells/employment.jobs/", headers={"HX-Request": "true"})
        .content.decode()
    )


def test_note_and_explanation_of_last_month_are_offered_to_whoever_fills(office: Office) -> None:
    say(office, MONTH.previous, "3", 0, note="材料在援助专柜", explanation="招聘会推迟到下月")
    html = panel(office)
    assert re.findall(r'data-again="(\w+)"\s+data-text="([^"]+)"', html) == [
        ("explanation", "招聘会推迟到下月"),
        ("note", "材料在援助专柜"),
    ]
    html = panel(office, "li")
    assert ("材料在援助专柜" in html, "data-again" in html) == (True, False)


def test_words_of_two_months_ago_are_not_offered(office: Office) -> None:
    say(office, MONTH - 2, "3", 0, note="旧备注")
    assert "data-again" not in panel(office)


def test_the_way_of_a_number_names_who_how_and_why(office: Office) -> None:
    say(office, MONTH, "30", 0)
    sheet = office.sheet()
    change = CellChange(office.indicators["jobs"].pk, None, 1, source=Source.PASTED)
    save_figures(sheet=sheet, changes=[change], by=office["zhang"])
    say(office, MONTH, "42", 2, explanation="专场招聘会集中录用 12 人")
    way = re.sub(r"\s+", " ", panel(office).partition("此格经过")[2].partition("近 24")[0])
    assert "<b>42</b> 张三 填报 <br>专场招聘会集中录用 12 人" in way
    # Outside a request nobody is known to the trail.
    assert "30 → <b>清空</b> 系统 粘贴" in way


def test_the_last_two_years_are_listed_with_their_words_newest_first(office: Office) -> None:
    for back in (0, 1, 23, 24):
        say(office, MONTH - back, str(back + 1), 0, note=f"备注{back}")
    html = panel(office).partition("近 24 个月")[2]
    assert re.findall(r'<th scope="row">([^<]+)</th>\s*<td class="num">(\d+)', html) == [
        ("2026-10", "1"),
        ("2026-09", "2"),
        ("2024-11", "24"),
    ]
    assert "备注23" in html


def test_what_was_explained_is_printed_in_full_under_the_table(office: Office) -> None:
    sheet = office.filled()
    page = office.page("li").get(f"/sheets/{sheet.pk}/").content.decode()
    assert re.search(r'class="print-only" data-saids hidden', page)
    words = "援助月集中登记，名单见援助台账第 41 至 67 号，另有两家企业补登"
    say(office, MONTH, "30", 1, explanation=words)
    page = office.page("li").get(f"/sheets/{sheet.pk}/").content.decode()
    assert f'<span data-said="employment.jobs">01 行，{words}</span>' in page
    assert not re.search(r"data-saids hidden", page)
