"""What the database guarantees of a register's table, and how a migration sets it on one.

Every change leaves a line in the audit trail, without personal columns; and every change that may move a figure
leaves marks: whose months have to be counted again. Both see bulk writes and raw SQL like a saved form.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import migrations

from bureau.audit.triggers import watch

# One mark per unit and month in which a touched row has any date, as it was and as it is: a superset, because
# counting a month once too often changes nothing.
MARK_FUNCTION = """
CREATE FUNCTION registers_mark_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    dates text := (
        SELECT string_agg(format('(extract(year FROM r.%1$I) * 100 + extract(month FROM r.%1$I))::int', d), ', ')
        FROM unnest(string_to_array(TG_ARGV[1], ',')) d);
    marking text := 'INSERT INTO registers_rowmark (register, unit_id, month)'
        ' SELECT DISTINCT %L, r.reporting_unit_id, m FROM %s'
        ' CROSS JOIN LATERAL unnest(ARRAY[' || dates || ']) m WHERE m IS NOT NULL';
    touched text := '(SELECT n.* FROM new_rows n JOIN old_rows o USING (id)'
        ' WHERE n.* IS DISTINCT FROM o.* UNION ALL'
        ' SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE n.* IS DISTINCT FROM o.*) r';
BEGIN
    -- Executed as text, so that a plan kept from a single row never meets a large import.
    IF TG_OP = 'UPDATE' THEN
        EXECUTE format(marking, TG_ARGV[0], touched);
    ELSE
        EXECUTE format(marking, TG_ARGV[0], 'changed_rows r');
    END IF;
    RETURN NULL;
END $$;
"""

_EVENTS = (
    ("insert", "REFERENCING NEW TABLE AS changed_rows"),
    ("update", "REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows"),
    ("delete", "REFERENCING OLD TABLE AS changed_rows"),
)


def keep_register(
    table: str, register: str, *, dates: Sequence[str], personal: Sequence[str] = ()
) -> list[migrations.RunSQL]:
    """Migration steps: from now on the table of `register` is watched and marked.

    `dates` are all its date columns, `personal` its personal fields: they and their indexes stay out of the trail.
    """
    hidden = [column for name in personal for column in (name, f"{name}_index")]
    return [watch(table, without=hidden), _mark(table, register, dates)]


def _mark(table: str, register: str, dates: Sequence[str]) -> migrations.RunSQL:
    arguments = f"'{register}', '{','.join(dates)}'"
    return migrations.RunSQL(
        sql="\n".join(
            f"CREATE TRIGGER {table}_mark_{event} AFTER {event} ON {table} {tables} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION registers_mark_rows({arguments});"
            for event, tables in _EVENTS
        ),
        reverse_sql="\n".join(f"DROP TRIGGER {table}_mark_{event} ON {table};" for event, _ in _EVENTS),
    )
