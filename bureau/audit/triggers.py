"""The trigger that writes the trail, and how a migration sets it on a table.

Our own trigger instead of one history table per model: the trail is one chain over everything, so it is one table.
It works per statement on transition tables, hence a bulk import, COPY and raw SQL are seen like a saved form.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import migrations

CHANGES_FUNCTION = """
CREATE FUNCTION audit_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keys text[] := string_to_array(TG_ARGV[0], ',');
    dropped text[] := string_to_array(TG_ARGV[1], ',');
    new_key text := (SELECT string_agg('n.' || quote_ident(k), ', ') FROM unnest(keys) k);
    old_key text := (SELECT string_agg('o.' || quote_ident(k), ', ') FROM unnest(keys) k);
    same_key text := (SELECT string_agg(format('n.%1$I = o.%1$I', k), ' AND ') FROM unnest(keys) k);
    head text := 'INSERT INTO audit_auditentry (at, actor, address, action, subject, key, succeeded, old, new, detail)'
        || format(' SELECT clock_timestamp(), %L, %L, %L, %L, ',
                  coalesce(current_setting('portal.actor', true), ''),
                  coalesce(current_setting('portal.address', true), ''), lower(TG_OP), TG_TABLE_NAME);
    why text := quote_literal(coalesce(current_setting('portal.reason', true), ''));
BEGIN
    IF TG_OP = 'INSERT' THEN
        EXECUTE head || 'concat_ws(''/'', ' || new_key || '), true, NULL, jsonb_strip_nulls(to_jsonb(n) - $1), '
            || why || ' FROM new_rows n' USING dropped;
    ELSIF TG_OP = 'DELETE' THEN
        EXECUTE head || 'concat_ws(''/'', ' || old_key || '), true, jsonb_strip_nulls(to_jsonb(o) - $1), NULL, '
            || why || ' FROM old_rows o' USING dropped;
    ELSE
        EXECUTE head || 'concat_ws(''/'', ' || new_key || '), true, d.old, d.new, ' || why
            || ' FROM new_rows n JOIN old_rows o ON ' || same_key
            || ' CROSS JOIN LATERAL (SELECT jsonb_object_agg(b.key, b.value) AS old,'
            || ' jsonb_object_agg(b.key, (to_jsonb(n) -> b.key)) AS new FROM jsonb_each(to_jsonb(o) - $1) b'
            || ' WHERE (to_jsonb(n) -> b.key) IS DISTINCT FROM b.value) d WHERE d.old IS NOT NULL' USING dropped;
    END IF;
    RETURN NULL;
END $$;
"""

APPEND_ONLY_FUNCTION = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '审计记录只能追加，不能修改或删除。' USING ERRCODE = 'insufficient_privilege';
END $$;
"""


def watch(table: str, *, keys: Sequence[str] = ("id",), without: Sequence[str] = ()) -> migrations.RunSQL:
    """A migration step: from now on every change of `table` leaves a line. `without` names columns kept out of it."""
    arguments = f"'{','.join(keys)}', '{','.join(without)}'"
    steps = [
        ("insert", "REFERENCING NEW TABLE AS new_rows"),
        ("update", "REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows"),
        ("delete", "REFERENCING OLD TABLE AS old_rows"),
    ]
    return migrations.RunSQL(
        sql="\n".join(
            f"CREATE TRIGGER {table}_audit_{event} AFTER {event} ON {table} {tables} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION audit_changes({arguments});"
            for event, tables in steps
        ),
        reverse_sql="\n".join(f"DROP TRIGGER {table}_audit_{event} ON {table};" for event, _ in steps),
    )


def append_only(table: str) -> migrations.RunSQL:
    """A migration step: rows of `table` are never changed, removed or truncated again."""
    refused = {"append_only": "UPDATE OR DELETE", "no_truncate": "TRUNCATE"}
    return migrations.RunSQL(
        sql="\n".join(
            f"CREATE TRIGGER {table}_{name} BEFORE {events} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();"
            for name, events in refused.items()
        ),
        reverse_sql="\n".join(f"DROP TRIGGER {table}_{name} ON {table};" for name in refused),
    )
