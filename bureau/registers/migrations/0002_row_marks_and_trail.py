"""The function that marks what has to be counted again, and the trail of what people decide about rows."""

from django.db import migrations

from bureau.audit.triggers import watch
from bureau.registers.triggers import MARK_FUNCTION


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0001_marks_tallies_deadlines_directory"),
        ("audit", "0002_append_only_trail"),
    ]

    operations = [
        migrations.RunSQL(MARK_FUNCTION, "DROP FUNCTION registers_mark_rows()"),
        watch("registers_adoption"),
        watch("registers_restatement"),
        watch("registers_pause"),
        watch("registers_prolongation"),
        watch("registers_contact"),
        watch("registers_settingvalue"),
        watch("registers_attachment"),
        watch("registers_rowlink"),
    ]
