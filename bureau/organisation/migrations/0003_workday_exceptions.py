import django.db.models.deletion
from django.db import migrations, models

from bureau.audit.triggers import watch


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_audited"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkdayException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(verbose_name="日期")),
                ("is_workday", models.BooleanField(verbose_name="上班")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "bureau",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="workday_exceptions",
                        to="organisation.unit",
                        verbose_name="区局",
                    ),
                ),
            ],
            options={
                "verbose_name": "调休例外",
                "ordering": ["bureau", "date"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bureau", "date"), name="one_exception_per_bureau_and_day"
                    )
                ],
            },
        ),
        watch("organisation_workdayexception"),
    ]
