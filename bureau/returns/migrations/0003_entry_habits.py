"""Whether a clerk types the month or the year to date."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0003_workday_exceptions"),
        ("returns", "0002_checks_findings_and_thresholds"),
    ]

    operations = [
        migrations.CreateModel(
            name="EntryHabit",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="entry_habit",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="人员",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("month", "本月数"), ("to_date", "累计数")],
                        default="month",
                        max_length=10,
                        verbose_name="填报口径",
                    ),
                ),
            ],
            options={
                "verbose_name": "填报习惯",
                "ordering": ["user"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["month", "to_date"])), name="entry_basis_is_known"
                    )
                ],
            },
        ),
    ]
