"""Marks for whatever moves counted figures beside the rows: sheets, adoptions, assignments, rules, corrections.

A sheet that opens or comes back wants its counted cells; one that is approved is compared with its rows from then on.
Only units that adopted a register are marked, so for everybody else these triggers write nothing.
"""

from django.db import migrations, models

import bureau.months

SHEETS = """
CREATE FUNCTION registers_mark_sheets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO registers_rowmark (register, unit_id, month)
    SELECT DISTINCT a.register, a.unit_id, s.month FROM changed_rows s
    JOIN registers_adoption a ON a.unit_id = s.unit_id AND a.begins <= s.month
    WHERE EXISTS (SELECT 1 FROM catalogue_indicator i WHERE i.register = a.register AND i.domain = s.domain);
    RETURN NULL;
END $$;
CREATE TRIGGER registers_mark_opened AFTER INSERT ON figures_sheet REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION registers_mark_sheets();

CREATE FUNCTION registers_mark_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO registers_rowmark (register, unit_id, month)
    SELECT a.register, a.unit_id, NEW.month FROM registers_adoption a
    WHERE a.unit_id = NEW.unit_id AND a.begins <= NEW.month
      AND EXISTS (SELECT 1 FROM catalogue_indicator i WHERE i.register = a.register AND i.domain = NEW.domain);
    RETURN NULL;
END $$;
CREATE TRIGGER registers_mark_moved AFTER UPDATE OF state ON figures_sheet FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION registers_mark_sheet();
"""

CELLS = """
CREATE FUNCTION registers_mark_cell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO registers_rowmark (register, unit_id, month)
    SELECT i.register, NEW.unit_id, NEW.month FROM catalogue_indicator i
    JOIN registers_adoption a ON a.register = i.register AND a.unit_id = NEW.unit_id AND a.begins <= NEW.month
    WHERE i.id = NEW.indicator_id;
    RETURN NULL;
END $$;
-- What was reported otherwise and is emptied goes back to its register.
CREATE TRIGGER registers_mark_given_back AFTER UPDATE OF value ON figures_figure FOR EACH ROW
    WHEN (OLD.source = 'override' AND OLD.value IS NOT NULL AND NEW.value IS NULL)
    EXECUTE FUNCTION registers_mark_cell();
CREATE TRIGGER registers_mark_corrected AFTER UPDATE OF applied_at ON figures_correction FOR EACH ROW
    WHEN (OLD.applied_at IS NULL AND NEW.applied_at IS NOT NULL) EXECUTE FUNCTION registers_mark_cell();
"""

FRAME = """
CREATE FUNCTION registers_mark_adoptions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO registers_rowmark (register, unit_id) SELECT DISTINCT register, unit_id FROM changed_rows;
    RETURN NULL;
END $$;
CREATE TRIGGER registers_mark_adopted AFTER INSERT ON registers_adoption REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION registers_mark_adoptions();
CREATE TRIGGER registers_mark_readopted AFTER UPDATE ON registers_adoption REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION registers_mark_adoptions();
CREATE TRIGGER registers_mark_left AFTER DELETE ON registers_adoption REFERENCING OLD TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION registers_mark_adoptions();

CREATE FUNCTION registers_mark_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO registers_rowmark (register, unit_id)
    SELECT DISTINCT a.register, a.unit_id FROM changed_rows c
    JOIN catalogue_indicator i ON i.id = c.indicator_id
    JOIN registers_adoption a ON a.register = i.register AND a.unit_id = c.unit_id;
    RETURN NULL;
END $$;
CREATE TRIGGER registers_mark_assigned AFTER INSERT ON catalogue_assignment REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION registers_mark_assignments();
CREATE TRIGGER registers_mark_reassigned AFTER UPDATE ON catalogue_assignment REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION registers_mark_assignments();

CREATE FUNCTION registers_mark_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO registers_rowmark (register)
    SELECT DISTINCT r FROM unnest(ARRAY[NEW.register, CASE WHEN TG_OP = 'UPDATE' THEN OLD.register END]) r WHERE r <> '';
    RETURN NULL;
END $$;
CREATE TRIGGER registers_mark_new_rule AFTER INSERT ON catalogue_indicator FOR EACH ROW
    WHEN (NEW.register <> '') EXECUTE FUNCTION registers_mark_rule();
CREATE TRIGGER registers_mark_changed_rule AFTER UPDATE ON catalogue_indicator FOR EACH ROW
    WHEN ((OLD.register, OLD.counting_rule, OLD.aggregate, OLD.cutoff_day, OLD.year_start_month, OLD.retired)
          IS DISTINCT FROM
          (NEW.register, NEW.counting_rule, NEW.aggregate, NEW.cutoff_day, NEW.year_start_month, NEW.retired))
    EXECUTE FUNCTION registers_mark_rule();
"""

FRAME_BEFORE = """
DROP TRIGGER registers_mark_changed_rule ON catalogue_indicator;
DROP TRIGGER registers_mark_new_rule ON catalogue_indicator;
DROP FUNCTION registers_mark_rule();
DROP TRIGGER registers_mark_reassigned ON catalogue_assignment;
DROP TRIGGER registers_mark_assigned ON catalogue_assignment;
DROP FUNCTION registers_mark_assignments();
DROP TRIGGER registers_mark_left ON registers_adoption;
DROP TRIGGER registers_mark_readopted ON registers_adoption;
DROP TRIGGER registers_mark_adopted ON registers_adoption;
DROP FUNCTION registers_mark_adoptions();
"""

CELLS_BEFORE = """
DROP TRIGGER registers_mark_corrected ON figures_correction;
DROP TRIGGER registers_mark_given_back ON figures_figure;
DROP FUNCTION registers_mark_cell();
"""

SHEETS_BEFORE = """
DROP TRIGGER registers_mark_moved ON figures_sheet;
DROP FUNCTION registers_mark_sheet();
DROP TRIGGER registers_mark_opened ON figures_sheet;
DROP FUNCTION registers_mark_sheets();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0004_planned_rows_and_cadences"),
        ("figures", "0005_reopened_cells"),
        ("catalogue", "0002_audited"),
    ]

    operations = [
        migrations.CreateModel(
            name="Horizon",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", bureau.months.MonthField(verbose_name="月份")),
            ],
            options={"verbose_name": "计数月份"},
        ),
        migrations.RunSQL(SHEETS, SHEETS_BEFORE),
        migrations.RunSQL(CELLS, CELLS_BEFORE),
        migrations.RunSQL(FRAME, FRAME_BEFORE),
    ]
