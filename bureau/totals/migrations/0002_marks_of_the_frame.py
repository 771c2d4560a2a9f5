"""Totals also stand on assignments, units and the catalogue: a change of those leaves a mark, whichever door it uses.

A mark names the unit and indicator where the change is about them and nothing where everything moves. As long as there
are no totals nothing can be out of date, so that a first installation owes no work for its catalogue.
"""

from django.db import migrations

MARKS = """
CREATE FUNCTION totals_mark_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM totals_total) THEN
        RETURN NULL;
    ELSIF (SELECT count(*) FROM changed_rows) > 2000 THEN
        INSERT INTO figures_mark (unit_id) SELECT DISTINCT unit_id FROM changed_rows;
    ELSE
        INSERT INTO figures_mark (unit_id, indicator_id) SELECT DISTINCT unit_id, indicator_id FROM changed_rows;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER totals_mark_insert AFTER INSERT ON catalogue_assignment REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION totals_mark_assignments();
CREATE TRIGGER totals_mark_update_new AFTER UPDATE ON catalogue_assignment REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION totals_mark_assignments();
CREATE TRIGGER totals_mark_update_old AFTER UPDATE ON catalogue_assignment REFERENCING OLD TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION totals_mark_assignments();
CREATE TRIGGER totals_mark_delete AFTER DELETE ON catalogue_assignment REFERENCING OLD TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION totals_mark_assignments();

CREATE FUNCTION totals_mark_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM totals_total) THEN
        RETURN NULL;
    ELSIF TG_OP = 'UPDATE' AND (NEW.parent_id, NEW.lineage, NEW.kind) IS NOT DISTINCT FROM
                               (OLD.parent_id, OLD.lineage, OLD.kind) THEN
        INSERT INTO figures_mark (unit_id) VALUES (NEW.id);
    ELSE
        INSERT INTO figures_mark (unit_id) VALUES (NULL);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER totals_mark_update AFTER UPDATE ON organisation_unit FOR EACH ROW
    WHEN (OLD.lineage <> '{}' AND (OLD.parent_id, OLD.lineage, OLD.kind, OLD.opened_on, OLD.closed_on)
          IS DISTINCT FROM (NEW.parent_id, NEW.lineage, NEW.kind, NEW.opened_on, NEW.closed_on))
    EXECUTE FUNCTION totals_mark_unit();
CREATE TRIGGER totals_mark_delete AFTER DELETE ON organisation_unit FOR EACH ROW
    EXECUTE FUNCTION totals_mark_unit();

CREATE FUNCTION totals_mark_everything() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM totals_total) THEN
        INSERT INTO figures_mark (unit_id) VALUES (NULL);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER totals_mark_change AFTER UPDATE ON catalogue_indicator FOR EACH ROW
    WHEN ((OLD.aggregate, OLD.year_start_month) IS DISTINCT FROM (NEW.aggregate, NEW.year_start_month))
    EXECUTE FUNCTION totals_mark_everything();
CREATE TRIGGER totals_mark_change AFTER INSERT OR UPDATE OR DELETE ON catalogue_ratepart
    FOR EACH STATEMENT EXECUTE FUNCTION totals_mark_everything();
"""

UNMARK = """
DROP TRIGGER totals_mark_insert ON catalogue_assignment;
DROP TRIGGER totals_mark_update_new ON catalogue_assignment;
DROP TRIGGER totals_mark_update_old ON catalogue_assignment;
DROP TRIGGER totals_mark_delete ON catalogue_assignment;
DROP TRIGGER totals_mark_update ON organisation_unit;
DROP TRIGGER totals_mark_delete ON organisation_unit;
DROP TRIGGER totals_mark_change ON catalogue_indicator;
DROP TRIGGER totals_mark_change ON catalogue_ratepart;
DROP FUNCTION totals_mark_assignments();
DROP FUNCTION totals_mark_unit();
DROP FUNCTION totals_mark_everything();
"""


class Migration(migrations.Migration):
    dependencies = [("totals", "0001_pages_of_years")]

    operations = [migrations.RunSQL(MARKS, UNMARK)]
