"""A row may be passed on to several rows: everybody who won at one contest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0002_row_marks_and_trail"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="rowlink",
            name="passed_on_once_per_way",
        ),
        migrations.AddConstraint(
            model_name="rowlink",
            constraint=models.UniqueConstraint(
                fields=("register", "row_id", "key", "to_row_id"), name="one_link_per_row_passed_on"
            ),
        ),
    ]
