"""The database follows the declarations, and forgets nothing."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, connections

from bureau.catalogue.declarations import DECLARED, Group, Indicator, IndicatorSet, Kind
from bureau.catalogue.models import Aggregate, IndicatorAlias, RatePart
from bureau.catalogue.models import Indicator as Row
from bureau.catalogue.syncing import Outcome, sync_catalogue
from bureau.periods import Month

CLOSED = Indicator("work.closed", "结案数", unit="件", kind=Kind.EVENT, aliases=("审结数", "办结数"))
MEDIATED = Indicator(
    "work.mediated", "调解数", unit="件", kind=Kind.EVENT, parent="work.closed", exhaustive=False
)
DUE = Indicator("work.due", "应结数", unit="件", kind=Kind.EVENT)
OPEN = Indicator("work.open", "未结数", unit="件", kind=Kind.STOCK, display_unit="起")
RATE = Indicator(
    "work.close_rate",
    "结案率",
    unit="%",
    kind=Kind.RATE,
    numerator="work.closed",
    denominator="work.due-work.open",
    definition="结案÷应结案",
    legal_basis="旧文号",
)
DAYS = Indicator("work.days", "最长天数", unit="天", kind=Kind.RATE, maximum=True)
ALL = (CLOSED, MEDIATED, DUE, OPEN, RATE, DAYS)
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)

pytestmark = pytest.mark.django_db


def sync(*indicators: Indicator, month: Month = OCTOBER) -> Outcome:
    group = Group(key="cases", title="案件", duty="inspection", indicators=indicators)
    return sync_catalogue(sets=[IndicatorSet("work", "案件", {"inspection": "监察"}, (group,))], month=month)


def codes_in_order() -> list[str]:
    return list(Row.objects.order_by("order").values_list("code", flat=True))


def definitions_of(code: str) -> list[tuple[str, str]]:
    row = Row.objects.get(code=code)
    return [(str(one.begins), one.text) for one in row.definitions.order_by("begins")]


def own(code: str, name: str, *, parent: str = "", aliases: Sequence[str] = ()) -> Row:
    row = Row.objects.create(
        code=code,
        name=name,
        domain="work",
        group_key="cases",
        group="案件",
        order=90,
        unit="件",
        kind="event",
        aggregate="sum",
        parent=Row.objects.get(code=parent) if parent else None,
        is_local=True,
    )
    IndicatorAlias.objects.bulk_create(IndicatorAlias(indicator=row, name=alias) for alias in aliases)
    return row


def test_every_column_of_a_declaration_reaches_the_database() -> None:
    outcome = sync(*ALL)
    assert (outcome.created, outcome.changed, outcome.unchanged, outcome.retired) == (6, 0, 0, 0)
    row = Row.objects.get(code="work.open")
    assert (row.name, row.domain, row.group_key, row.group, row.duty) == (
        "未结数",
        "work",
        "cases",
        "案件",
        "inspection",
    )
    assert (row.unit, row.display_unit, row.kind, row.summary_sections) == ("件", "起", "stock", ["work"])
    assert Row.objects.get(code="work.closed").display_unit == "件"


def test_rows_are_numbered_as_declared() -> None:
    sync(*ALL)
    assert codes_in_order() == [one.code for one in ALL]


def test_each_kind_adds_up_in_its_own_way() -> None:
    sync(*ALL)
    aggregates = dict(Row.objects.values_list("code", "aggregate"))
    assert aggregates["work.closed"] == Aggregate.SUM
    assert aggregates["work.open"] == Aggregate.LAST
    assert aggregates["work.close_rate"] == Aggregate.RATIO
    assert aggregates["work.days"] == Aggregate.MAXIMUM


def test_a_rate_knows_its_signed_parts() -> None:
    sync(*ALL)
    parts = RatePart.objects.filter(rate__code="work.close_rate").values_list("side", "part__code", "sign")
    assert set(parts) == {
        ("numerator", "work.closed", 1),
        ("denominator", "work.due", 1),
        ("denominator", "work.open", -1),
    }


def test_a_rate_that_is_declared_otherwise_gets_other_parts() -> None:
    sync(*ALL)
    sync(CLOSED, DUE, OPEN, replace(RATE, denominator="work.due"))
    parts = RatePart.objects.filter(rate__code="work.close_rate").values_list("side", "part__code", "sign")
    assert set(parts) == {("numerator", "work.closed", 1), ("denominator", "work.due", 1)}


def test_doing_it_twice_changes_nothing() -> None:
    sync(*ALL)
    outcome = sync(*ALL, month=NOVEMBER)
    assert outcome == Outcome(
        created=0, changed=0, unchanged=6, retired=0, aliases=0, definitions=0, conflicts=()
    )


def test_a_changed_name_is_one_change() -> None:
    sync(*ALL)
    outcome = sync(replace(CLOSED, name="结案件数"), *ALL[1:])
    assert (outcome.changed, outcome.unchanged) == (1, 5)
    assert Row.objects.get(code="work.closed").name == "结案件数"


def test_a_first_definition_holds_for_all_the_past() -> None:
    sync(*ALL)
    assert definitions_of("work.close_rate") == [("1990-01", "结案÷应结案")]


def test_a_changed_definition_begins_anew_and_leaves_the_old_one() -> None:
    sync(*ALL)
    sync(*ALL[:4], replace(RATE, definition="结案÷立案"), DAYS, month=NOVEMBER)
    assert definitions_of("work.close_rate") == [("1990-01", "结案÷应结案"), ("2026-11", "结案÷立案")]
    assert Row.objects.get(code="work.close_rate").definition == "结案÷立案"


def test_a_definition_changed_twice_in_a_month_is_one_change() -> None:
    sync(*ALL)
    for text in ("结案÷立案", "结案÷收案"):
        sync(*ALL[:4], replace(RATE, definition=text), DAYS, month=NOVEMBER)
    assert definitions_of("work.close_rate") == [("1990-01", "结案÷应结案"), ("2026-11", "结案÷收案")]


def test_a_better_legal_basis_is_no_new_definition() -> None:
    sync(*ALL)
    outcome = sync(*ALL[:4], replace(RATE, legal_basis="新文号"), DAYS, month=NOVEMBER)
    assert outcome.definitions == 0
    [definition] = Row.objects.get(code="work.close_rate").definitions.all()
    assert definition.legal_basis == "新文号"


def test_what_is_no_longer_declared_is_retired_and_not_deleted() -> None:
    sync(*ALL)
    assert sync(*ALL[:5]).retired == 1
    assert Row.objects.get(code="work.days").retired
    assert codes_in_order()[-1] == "work.days"
    assert sync(*ALL[:5]).retired == 0


def test_what_is_declared_again_is_in_force_again() -> None:
    sync(*ALL)
    sync(*ALL[:5])
    assert sync(*ALL).changed == 1
    assert not Row.objects.get(code="work.days").retired


def test_an_alias_goes_where_it_is_declared() -> None:
    sync(*ALL)
    outcome = sync(
        replace(CLOSED, aliases=("审结数",)), MEDIATED, replace(DUE, aliases=("办结数",)), OPEN, RATE, DAYS
    )
    assert outcome.aliases == 2
    assert dict(IndicatorAlias.objects.values_list("name", "indicator__code")) == {
        "审结数": "work.closed",
        "办结数": "work.due",
    }


def test_a_retired_indicator_keeps_its_aliases_until_another_wants_them() -> None:
    sync(*ALL)
    sync(DUE, OPEN)
    assert IndicatorAlias.objects.filter(indicator__code="work.closed").count() == 2
    sync(replace(DUE, aliases=("办结数",)), OPEN)
    assert IndicatorAlias.objects.get(name="办结数").indicator.code == "work.due"
    assert IndicatorAlias.objects.get(name="审结数").indicator.code == "work.closed"


def test_an_indicator_can_move_beneath_a_parent_and_away_again() -> None:
    sync(*ALL)
    assert Row.objects.get(code="work.mediated").parent == Row.objects.get(code="work.closed")
    sync(CLOSED, replace(MEDIATED, parent="", exhaustive=None), DUE, OPEN, RATE, DAYS)
    assert Row.objects.get(code="work.mediated").parent is None


def test_a_bureaus_own_indicator_is_left_alone_but_for_its_place() -> None:
    sync(*ALL)
    own("work.x_night", "夜间结案数", parent="work.closed", aliases=("夜结",))
    own("work.x_other", "其他数")
    sync(*ALL)
    assert codes_in_order() == [
        "work.closed",
        "work.mediated",
        "work.x_night",
        *("work.due", "work.open", "work.close_rate", "work.days", "work.x_other"),
    ]
    row = Row.objects.get(code="work.x_night")
    assert (row.name, row.retired, row.is_local) == ("夜间结案数", False, True)
    assert [alias.name for alias in row.aliases.all()] == ["夜结"]


def test_a_name_that_a_bureaus_own_indicator_bears_is_reported_and_left_to_it() -> None:
    sync(*ALL)
    own("work.x_night", "夜间结案数", aliases=("夜结",))
    outcome = sync(replace(CLOSED, aliases=("夜结", "夜间结案数")), *ALL[1:])
    assert [(one.name, one.declared, one.own) for one in outcome.conflicts] == [
        ("夜结", "work.closed", "work.x_night"),
        ("夜间结案数", "work.closed", "work.x_night"),
    ]
    assert IndicatorAlias.objects.get(name="夜结").indicator.code == "work.x_night"


def test_the_command_tells_in_chinese_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    declared = sum(1 for indicator_set in DECLARED.values() for _ in indicator_set)
    call_command("sync_catalogue")
    assert f"新增 {declared} 项，更新 0 项，未变 0 项，停用 0 项" in capsys.readouterr().out


def test_a_second_synchronisation_waits_for_the_first() -> None:
    first = connections.create_connection("default")
    try:
        with first.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('catalogue.sync'))")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '50ms'")
        with pytest.raises(OperationalError, match="lock timeout"):
            sync(*ALL)
    finally:
        first.close()
