"""What the database itself guarantees of figures, whichever door a write comes through.

Every changed value leaves a mark in the same transaction; no cell of a settled sheet changes outside a correction;
the sheet row is share-locked by every write, so that an approval (which takes it for update) and an edit never pass
each other unseen; every change leaves a line in the audit trail.
"""

from django.db import migrations

from bureau.audit.triggers import watch

# A statement that touches very many cells is marked by unit and month: the roller then recomputes whole months.
MARKS = """
CREATE FUNCTION figures_mark_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        -- Planned anew each time: a plan kept from a one-cell save would join a large update row by row.
        EXECUTE 'INSERT INTO figures_mark (unit_id, month, indicator_id)
            SELECT n.unit_id, n.month, n.indicator_id
            FROM new_rows n JOIN old_rows o USING (unit_id, month, indicator_id)
            WHERE n.value IS DISTINCT FROM o.value OR n.approved_value IS DISTINCT FROM o.approved_value';
    ELSE
        SELECT count(*) INTO touched FROM changed_rows;
        IF touched > 2000 THEN
            INSERT INTO figures_mark (unit_id, month) SELECT DISTINCT unit_id, month FROM changed_rows;
        ELSE
            INSERT INTO figures_mark (unit_id, month, indicator_id) SELECT unit_id, month, indicator_id FROM changed_rows;
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER figures_mark_insert AFTER INSERT ON figures_figure REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION figures_mark_changes();
CREATE TRIGGER figures_mark_update AFTER UPDATE ON figures_figure
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION figures_mark_changes();
CREATE TRIGGER figures_mark_delete AFTER DELETE ON figures_figure REFERENCING OLD TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION figures_mark_changes();
"""

UNMARK = """
DROP TRIGGER figures_mark_insert ON figures_figure;
DROP TRIGGER figures_mark_update ON figures_figure;
DROP TRIGGER figures_mark_delete ON figures_figure;
DROP FUNCTION figures_mark_changes();
"""

GUARD = """
CREATE FUNCTION figures_guard_settled() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    settled bigint;
BEGIN
    IF coalesce(current_setting('portal.correction', true), '') <> '' THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM figures_sheet s WHERE s.id IN (SELECT sheet_id FROM changed_rows) ORDER BY s.id FOR SHARE;
    SELECT s.id INTO settled FROM figures_sheet s
    WHERE s.id IN (SELECT sheet_id FROM changed_rows) AND s.state IN ('approved', 'locked') LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '已审定的月报表（编号 %）不能直接改数，请走更正程序。', settled USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER figures_guard_insert AFTER INSERT ON figures_figure REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION figures_guard_settled();
CREATE TRIGGER figures_guard_update AFTER UPDATE ON figures_figure REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION figures_guard_settled();
CREATE TRIGGER figures_guard_delete AFTER DELETE ON figures_figure REFERENCING OLD TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION figures_guard_settled();

CREATE FUNCTION figures_guard_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('portal.correction', true), '') = '' THEN
        RAISE EXCEPTION '已审定的月报表（编号 %）不能退回填报或删除，请走更正程序。', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER figures_guard_sheet_update BEFORE UPDATE ON figures_sheet FOR EACH ROW
    WHEN (OLD.state IN ('approved', 'locked') AND (NEW.state NOT IN ('approved', 'locked')
          OR (OLD.state = 'locked' AND NEW.state <> 'locked')
          OR (OLD.unit_id, OLD.month, OLD.domain) IS DISTINCT FROM (NEW.unit_id, NEW.month, NEW.domain)))
    EXECUTE FUNCTION figures_guard_sheet();
CREATE TRIGGER figures_guard_sheet_delete BEFORE DELETE ON figures_sheet FOR EACH ROW
    WHEN (OLD.state IN ('approved', 'locked')) EXECUTE FUNCTION figures_guard_sheet();
"""

UNGUARD = """
DROP TRIGGER figures_guard_insert ON figures_figure;
DROP TRIGGER figures_guard_update ON figures_figure;
DROP TRIGGER figures_guard_delete ON figures_figure;
DROP FUNCTION figures_guard_settled();
DROP TRIGGER figures_guard_sheet_update ON figures_sheet;
DROP TRIGGER figures_guard_sheet_delete ON figures_sheet;
DROP FUNCTION figures_guard_sheet();
"""

KEPT_OUT = ["unit_id", "month", "indicator_id", "sheet_id", "changed_by_id", "changed_at"]


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_sheets_figures_marks"), ("audit", "0002_append_only_trail")]

    operations = [
        migrations.RunSQL(MARKS, UNMARK),
        migrations.RunSQL(GUARD, UNGUARD),
        watch("figures_figure", keys=["unit_id", "month", "indicator_id"], without=KEPT_OUT),
        watch("figures_sheet"),
        watch("figures_cellreturn"),
    ]
