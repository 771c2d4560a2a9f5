"""Three registers in a real browser: rows entered, walked on beside their list, reviewed, opened from a figure."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bureau.catalogue.models import Assignment
from bureau.periods import Month
from bureau.registers.counting.adopting import adopt
from bureau.registers.counting.draining import settle
from bureau.registers.registry import register_behind
from bureau.returns.steps import current_month, open_sheet
from employment.models import JobFair, StartupLoan
from talent.models import Service
from tests.browser.conftest import Enter
from tests.returns.office import Office

pytestmark = pytest.mark.browser

FAIRS, LOANS, SERVICES = (register_behind(model) for model in (JobFair, StartupLoan, Service))


def today() -> datetime.date:
    return timezone.localdate()


def opened(page: Page, title: str) -> None:
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="台账").click()
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def test_a_fair_is_entered_held_reported_and_counted_one_click_from_its_figure(
    office: Office, enter: Enter
) -> None:
    events = office.indicators["events"]
    events.register, events.counting_rule = FAIRS.code, "count by held_on"
    events.save()
    Assignment.objects.create(unit=office.section, indicator=events, begins=Month(2024, 1))
    page = enter("chen")
    opened(page, "招聘活动台账")
    page.get_by_role("link", name="登记一场").click()
    page.fill("input[name=title]", "“制造强区”园区专场招聘会")
    page.get_by_role("button", name="登记", exact=True).click()
    # What is missing is said; what was typed stays.
    expect(page.get_by_text("“举办日期”未填，请填写。").first).to_be_visible()
    expect(page.locator("input[name=title]")).to_have_value("“制造强区”园区专场招聘会")
    page.check("input[name=kind][value=线下]")
    page.fill("input[name=held_on]", today().isoformat())
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("已登记。")).to_be_visible()
    fair = JobFair.objects.get()
    # Beside the list the panel follows the row, and the list follows the step.
    opened(page, "招聘活动台账")
    panel = page.locator("#rowpage")
    expect(panel.get_by_role("heading", name=fair.title)).to_be_visible()
    expect(panel.locator("svg[aria-label^=时限]")).to_be_visible()
    panel.get_by_role("button", name="记为已举办").click()
    expect(page.locator(f"#row-{fair.pk} .st")).to_have_text("已举办")
    expect(panel.get_by_text("请办“报线下结果”").first).to_be_visible()
    panel.locator("input[name=firms]").fill("46")
    panel.locator("input[name=posts]").fill("842")
    panel.get_by_role("button", name="报线下结果").click()
    expect(panel.get_by_text("“进场人数”未填，请填写。")).to_be_visible()
    expect(panel.locator("input[name=posts]")).to_have_value("842")
    panel.locator("input[name=attendees]").fill("530")
    panel.locator("input[name=hired]").fill("31")
    panel.get_by_role("button", name="报线下结果").click()
    expect(page.locator(f"#row-{fair.pk} .st")).to_have_text(FAIRS.states[-1].name)
    expect(page.locator("#ledger tfoot")).to_contain_text("842")
    month = current_month()
    sheet = open_sheet(unit=office.section, month=month, domain=events.domain)
    adopt(FAIRS, office.section, month, by=office["zhao"])
    settle()
    page.goto(f"/sheets/{sheet.pk}/")
    cell = page.locator(f'tr[data-row="{events.code}"]')
    expect(cell.locator("input.cell")).to_have_value("1")
    cell.get_by_role("link", name="台账 1 场").click()
    expect(page.get_by_role("heading", name="招聘活动台账")).to_be_visible()
    expect(page.locator("#ledger tbody tr")).to_have_count(1)
    expect(page.locator("#ledger tfoot")).to_contain_text("合计 1 场")


def test_a_loan_is_applied_for_reviewed_by_another_and_paid_out(office: Office, enter: Enter) -> None:
    chen, li = enter("chen"), enter("li")
    opened(chen, "创业担保贷款台账")
    chen.get_by_role("link", name="登记一笔").click()
    chen.fill("input[name=borrower]", "欧阳修远")
    chen.check("input[name=kind][value=个人]")
    chen.fill("input[name=applied_on]", today().isoformat())
    chen.fill("input[name=amount]", "20万")
    chen.get_by_role("button", name="登记", exact=True).click()
    expect(chen.get_by_role("heading", name="欧***")).to_be_visible()
    assert "欧阳修远" not in chen.content()
    loan = StartupLoan.objects.get()
    assert loan.amount == 200_000
    li.goto(f"/registers/{LOANS.code}/{loan.pk}/")
    expect(li.locator("summary", has_text="审核通过")).to_be_visible()
    li.fill("input[name=reviewed_on]", today().isoformat())
    li.get_by_role("button", name="审核通过").click()
    expect(li.locator(".pagehead .st")).to_have_text("审核")
    chen.reload()
    chen.fill("input[name=paid_on]", today().isoformat())
    chen.fill("input[name=due_on]", (today() + datetime.timedelta(days=700)).isoformat())
    chen.get_by_role("button", name="放款").click()
    expect(chen.locator(".pagehead .st")).to_have_text("放款")
    expect(chen.locator(".trace li").first).to_contain_text("陈六放款（审核 → 放款）")


def test_services_are_passed_on_together_and_void_ones_stay_to_be_seen(office: Office, enter: Enter) -> None:
    office.section.domains = ["employment", "talent"]
    office.section.save()
    page = enter("chen")
    for kind in ("子女入学", "政策咨询"):
        page.goto(f"/registers/{SERVICES.code}/new/")
        page.fill("input[name=person]", "欧阳修远")
        page.select_option("select[name=kind]", kind)
        page.check("input[name=station][value=人才驿站]")
        page.fill("input[name=requested_on]", today().isoformat())
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.get_by_text("已登记。")).to_be_visible()
    opened(page, "高层次人才服务台账")
    page.check("[data-pick-all]")
    expect(page.locator("[data-picked]")).to_have_text("已选 2 行")
    page.select_option("select[name=step]", label="转办")
    page.get_by_role("button", name="办理").click()
    page.select_option("select[name=handler]", label="李四")
    page.get_by_role("button", name="转办 2 行").click()
    expect(page.get_by_role("heading", name="已办“转办” 2 行")).to_be_visible()
    assert set(Service.objects.values_list("state", flat=True)) == {"转办"}
    one = Service.objects.earliest("pk")
    page.goto(f"/registers/{SERVICES.code}/{one.pk}/")
    page.locator("summary", has_text="作废").click()
    page.fill("#reason-void", "重复登记")
    page.get_by_role("button", name="作废这一行").click()
    expect(page.get_by_text("不再计入任何数")).to_be_visible()
    page.goto(f"/registers/{SERVICES.code}/")
    expect(page.locator("#ledger tbody tr")).to_have_count(1)
    page.goto(f"/registers/{SERVICES.code}/?state=作废")
    expect(page.locator("#ledger tbody tr")).to_have_count(1)
