"""The trail writes itself and cannot be rewritten."""

from django.db import migrations

from bureau.audit.triggers import APPEND_ONLY_FUNCTION, CHANGES_FUNCTION, append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_entries_and_seals")]

    operations = [
        migrations.RunSQL(CHANGES_FUNCTION, "DROP FUNCTION audit_changes();"),
        migrations.RunSQL(APPEND_ONLY_FUNCTION, "DROP FUNCTION audit_refuse();"),
        append_only("audit_auditentry"),
        append_only("audit_seal"),
    ]
