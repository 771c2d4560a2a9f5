"""What may move a settled figure: an accepted correction of that very cell, and nothing that merely says so.

The session setting `portal.correction` names the row (`correction:17`, `reopening:3`); the guard looks it up and lets
through only what was accepted there, once. Requests keep what was asked, decisions stay, bookings are never altered.
A sheet is found by the unit, month and domain of the cell, so no figure slips in under another sheet's number.
"""

from django.db import migrations

from bureau.audit.triggers import watch

CELLS = """
CREATE OR REPLACE FUNCTION figures_guard_settled() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ticket bigint := substring(current_setting('portal.correction', true) FROM '^correction:([0-9]{1,18})$')::bigint;
    sheets bigint[];
    settled bigint;
BEGIN
    -- Planned anew each time: one cell and a hundred thousand want different plans.
    EXECUTE 'SELECT array_agg(s.id ORDER BY s.id)
        FROM (SELECT DISTINCT r.unit_id, r.month, i.domain
              FROM changed_rows r JOIN catalogue_indicator i ON i.id = r.indicator_id) c
        JOIN figures_sheet s USING (unit_id, month, domain)' INTO sheets;
    PERFORM 1 FROM figures_sheet s WHERE s.id = ANY(sheets) ORDER BY s.id FOR SHARE;
    SELECT s.id INTO settled FROM figures_sheet s WHERE s.id = ANY(sheets) AND s.state IN ('approved', 'locked') LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND ticket IS NOT NULL AND (SELECT count(*) FROM changed_rows) = 1 THEN
        PERFORM 1 FROM figures_correction c JOIN changed_rows r USING (unit_id, month, indicator_id, sheet_id)
        WHERE c.id = ticket AND c.state = 'accepted' AND c.style = 'restate' AND c.applied_at IS NULL
          AND (r.value, r.approved_value, r.version) IS NOT DISTINCT FROM (c.value, c.value, c.version + 1);
        IF FOUND THEN
            RETURN NULL;
        END IF;
    END IF;
    RAISE EXCEPTION '已审定的月报表（编号 %）不能直接改数，请走更正程序。', settled USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION figures_guard_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '一个数不能换到别的单位、月份或指标。' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER figures_guard_key BEFORE UPDATE OF unit_id, month, indicator_id ON figures_figure FOR EACH ROW
    WHEN ((OLD.unit_id, OLD.month, OLD.indicator_id) IS DISTINCT FROM (NEW.unit_id, NEW.month, NEW.indicator_id))
    EXECUTE FUNCTION figures_guard_key();

CREATE FUNCTION figures_guard_approved_value() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM figures_sheet s WHERE s.id = OLD.sheet_id AND s.state = 'returned';
    IF FOUND THEN
        RAISE EXCEPTION '退回重填的月报表（编号 %）重新审定以前，审定值不变。', OLD.sheet_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER figures_guard_approved_update BEFORE UPDATE OF approved_value ON figures_figure FOR EACH ROW
    WHEN (OLD.approved_value IS DISTINCT FROM NEW.approved_value) EXECUTE FUNCTION figures_guard_approved_value();
CREATE TRIGGER figures_guard_approved_delete BEFORE DELETE ON figures_figure FOR EACH ROW
    WHEN (OLD.approved_value IS NOT NULL) EXECUTE FUNCTION figures_guard_approved_value();
"""

CELLS_BEFORE = """
DROP TRIGGER figures_guard_approved_delete ON figures_figure;
DROP TRIGGER figures_guard_approved_update ON figures_figure;
DROP FUNCTION figures_guard_approved_value();
DROP TRIGGER figures_guard_key ON figures_figure;
DROP FUNCTION figures_guard_key();
CREATE OR REPLACE FUNCTION figures_guard_settled() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    settled bigint;
BEGIN
    PERFORM 1 FROM figures_sheet s WHERE s.id IN (SELECT sheet_id FROM changed_rows) ORDER BY s.id FOR SHARE;
    SELECT s.id INTO settled FROM figures_sheet s
    WHERE s.id IN (SELECT sheet_id FROM changed_rows) AND s.state IN ('approved', 'locked') LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '已审定的月报表（编号 %）不能直接改数，请走更正程序。', settled USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""

SHEETS = """
CREATE OR REPLACE FUNCTION figures_guard_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ticket bigint := substring(current_setting('portal.correction', true) FROM '^reopening:([0-9]{1,18})$')::bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND ticket IS NOT NULL AND NEW.state = 'returned'
       AND (OLD.unit_id, OLD.month, OLD.domain) IS NOT DISTINCT FROM (NEW.unit_id, NEW.month, NEW.domain) THEN
        PERFORM 1 FROM figures_reopening r
        WHERE r.id = ticket AND r.sheet_id = OLD.id AND r.state = 'accepted' AND r.applied_at IS NULL;
        IF FOUND THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '已审定的月报表（编号 %）不能退回填报或删除，请走更正程序。', OLD.id USING ERRCODE = 'check_violation';
END $$;
"""

SHEETS_BEFORE = """
CREATE OR REPLACE FUNCTION figures_guard_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '已审定的月报表（编号 %）不能退回填报或删除，请走更正程序。', OLD.id USING ERRCODE = 'check_violation';
END $$;
"""

REQUESTS = """
CREATE FUNCTION figures_guard_request() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    open_columns text[] := ARRAY['state', 'decided_by_id', 'decided_at', 'decision', 'booked_month', 'applied_at'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'pending' OR NEW.applied_at IS NOT NULL THEN
            RAISE EXCEPTION '更正和重开先要申请，再由另一人批复。' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    ELSIF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '更正和重开的记录不能删除。' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state <> 'pending' THEN
        open_columns := CASE WHEN OLD.applied_at IS NULL THEN ARRAY['booked_month', 'applied_at'] ELSE '{}' END;
    END IF;
    IF to_jsonb(OLD) - open_columns IS DISTINCT FROM to_jsonb(NEW) - open_columns THEN
        RAISE EXCEPTION '申请的内容和批复的结果不能再改。' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER figures_correction_guard BEFORE INSERT OR UPDATE OR DELETE ON figures_correction
    FOR EACH ROW EXECUTE FUNCTION figures_guard_request();
CREATE TRIGGER figures_reopening_guard BEFORE INSERT OR UPDATE OR DELETE ON figures_reopening
    FOR EACH ROW EXECUTE FUNCTION figures_guard_request();

CREATE FUNCTION figures_guard_booking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM 1 FROM figures_correction c
        WHERE c.id = NEW.correction_id AND c.state = 'accepted' AND c.style = 'book' AND c.applied_at IS NULL
          AND (c.unit_id, c.indicator_id, c.booked_month) = (NEW.unit_id, NEW.indicator_id, NEW.month)
          AND c.value - c.old_value = NEW.amount;
        IF FOUND THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '更正入账只随批准的更正产生，不能增改删除。' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER figures_booking_guard BEFORE INSERT OR UPDATE OR DELETE ON figures_booking
    FOR EACH ROW EXECUTE FUNCTION figures_guard_booking();

CREATE FUNCTION figures_mark_bookings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO figures_mark (unit_id, month, indicator_id) SELECT unit_id, month, indicator_id FROM changed_rows;
    RETURN NULL;
END $$;
CREATE TRIGGER figures_mark_bookings AFTER INSERT ON figures_booking REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION figures_mark_bookings();
"""

REQUESTS_BEFORE = """
DROP TRIGGER figures_mark_bookings ON figures_booking;
DROP FUNCTION figures_mark_bookings();
DROP TRIGGER figures_booking_guard ON figures_booking;
DROP FUNCTION figures_guard_booking();
DROP TRIGGER figures_reopening_guard ON figures_reopening;
DROP TRIGGER figures_correction_guard ON figures_correction;
DROP FUNCTION figures_guard_request();
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0003_corrections_bookings_reopenings")]

    operations = [
        migrations.RunSQL(CELLS, CELLS_BEFORE),
        migrations.RunSQL(SHEETS, SHEETS_BEFORE),
        migrations.RunSQL(REQUESTS, REQUESTS_BEFORE),
        watch("figures_correction"),
        watch("figures_booking", keys=["correction_id"]),
        watch("figures_reopening"),
    ]
