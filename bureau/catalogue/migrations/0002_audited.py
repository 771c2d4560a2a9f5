"""What is counted, who files it and what is expected leave a trail."""

from django.db import migrations

from bureau.audit.triggers import watch


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_indicators_assignments_targets"), ("audit", "0002_append_only_trail")]

    operations = [
        watch("catalogue_indicator", without=["search_text"]),
        watch("catalogue_indicatordefinition"),
        watch("catalogue_ratepart"),
        watch("catalogue_assignment"),
        watch("catalogue_target"),
    ]
