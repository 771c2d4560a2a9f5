"""The lean trigger of the figures tells what the trigger of all other tables would tell, to the letter."""

from __future__ import annotations

import pytest
from django.db import connection

from bureau.audit.triggers import watch
from bureau.figures.models import Figure, Sheet
from bureau.periods import Month
from tests.people import settle
from tests.small_catalogue import assign, indicator

KEYS = ["unit_id", "month", "indicator_id"]
LEFT_OUT = [*KEYS, "sheet_id", "changed_by_id", "changed_at"]
TOLD = {"value", "approved_value", "version", "source", "note", "explanation"}

INSERT = """
INSERT INTO {table} (unit_id, month, indicator_id, sheet_id, value, version, source, note, explanation, changed_at)
VALUES (%(unit)s, 202601, %(first)s, %(sheet)s, 12.5, 1, 'typed', E'他说"好"\\n\\\\', NULL, now()),
       (%(unit)s, 202601, %(second)s, %(sheet)s, NULL, 1, 'imported', NULL, '核减', now())
"""
CHANGES = [
    "UPDATE {table} SET value = 12.5, version = version",
    "UPDATE {table} SET value = value + 1, version = version + 1, note = NULL, changed_at = now()",
    "UPDATE {table} SET value = NULL, explanation = '{{\"a\": 1}}', source = 'pasted' WHERE value IS NOT NULL",
    "UPDATE {table} SET approved_value = 3 WHERE indicator_id = %(first)s",
    "UPDATE {table} SET approved_value = NULL",
    "DELETE FROM {table}",
]
LINES = """
SELECT action, key, succeeded, old, new, detail FROM audit_auditentry WHERE subject = %s ORDER BY id
"""


@pytest.mark.django_db
def test_the_trail_of_figures_says_what_the_trigger_of_every_table_says() -> None:
    people = settle()
    first, second = indicator("employment.a", "甲"), indicator("employment.b", "乙")
    assign(first, people.town)
    assign(second, people.town)
    sheet = Sheet.objects.create(unit=people.town, month=Month(2026, 1), domain="employment")
    numbers = {"unit": people.town.pk, "first": first.pk, "second": second.pk, "sheet": sheet.pk}
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE figures_like (LIKE figures_figure INCLUDING DEFAULTS)")
        cursor.execute(str(watch("figures_like", keys=KEYS, without=LEFT_OUT).sql))
        cursor.execute(
            "SELECT set_config('portal.actor', 'zhang', true), set_config('portal.reason', '因为', true)"
        )
        told = {}
        for table in ("figures_figure", "figures_like"):
            cursor.execute("SELECT count(*) FROM audit_auditentry WHERE subject = %s", [table])
            for statement in [INSERT, *CHANGES]:
                cursor.execute(statement.format(table=table), numbers)
            cursor.execute(LINES, [table])
            told[table] = cursor.fetchall()
    assert told["figures_figure"] == told["figures_like"]
    assert [line[0] for line in told["figures_figure"]].count("insert") == 2
    assert len(told["figures_figure"]) > 8


def test_every_column_of_a_figure_is_told_in_the_trail_or_left_out_on_purpose() -> None:
    columns = {field.column for field in Figure._meta.concrete_fields if field.column is not None}
    assert columns == TOLD | set(LEFT_OUT)
