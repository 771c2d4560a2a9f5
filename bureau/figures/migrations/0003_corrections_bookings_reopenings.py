import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bureau.months


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_audited"),
        ("figures", "0002_marks_guard_and_trail"),
        ("organisation", "0003_workday_exceptions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", bureau.months.MonthField(verbose_name="月份")),
                (
                    "style",
                    models.CharField(
                        choices=[("restate", "重述原月份"), ("book", "差额记入当月")],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="原版本")),
                (
                    "old_value",
                    models.DecimalField(decimal_places=4, max_digits=18, null=True, verbose_name="原数"),
                ),
                ("value", models.DecimalField(decimal_places=4, max_digits=18, verbose_name="更正为")),
                ("reason", models.TextField(verbose_name="理由")),
                ("document", models.CharField(max_length=80, verbose_name="文号")),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "待批"), ("accepted", "同意"), ("rejected", "不同意")],
                        default="pending",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("requested_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="批复时间")),
                ("decision", models.TextField(blank=True, verbose_name="批复意见")),
                ("booked_month", bureau.months.MonthField(null=True, verbose_name="入账月份")),
                ("applied_at", models.DateTimeField(null=True, verbose_name="生效时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.indicator",
                        verbose_name="指标",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="figures.sheet",
                        verbose_name="月报表",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "更正",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Reopening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="理由")),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "待批"), ("accepted", "同意"), ("rejected", "不同意")],
                        default="pending",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("requested_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="批复时间")),
                ("decision", models.TextField(blank=True, verbose_name="批复意见")),
                ("applied_at", models.DateTimeField(null=True, verbose_name="生效时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopenings",
                        to="figures.sheet",
                        verbose_name="月报表",
                    ),
                ),
            ],
            options={
                "verbose_name": "重开",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "correction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="booking",
                        serialize=False,
                        to="figures.correction",
                        verbose_name="更正",
                    ),
                ),
                ("month", bureau.months.MonthField(verbose_name="入账月份")),
                ("amount", models.DecimalField(decimal_places=4, max_digits=18, verbose_name="差额")),
                (
                    "indicator",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.indicator",
                        verbose_name="指标",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "更正入账",
            },
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["unit", "indicator", "month"], name="correction_of_a_cell"),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(
                condition=models.Q(("state", "pending")), fields=["state"], name="correction_pending"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "pending")),
                fields=("unit", "indicator", "month"),
                name="one_pending_correction_per_cell",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("state", "pending")), ("decided_by", None)),
                    models.Q(
                        models.Q(("state", "pending"), _negated=True),
                        models.Q(("decided_by", models.F("requested_by")), _negated=True),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="correction_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("style", "book"), _negated=True), ("old_value__isnull", False), _connector="OR"
                ),
                name="booked_difference_has_two_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "pending")),
                fields=("sheet",),
                name="one_pending_reopening_per_sheet",
            ),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("state", "pending")), ("decided_by", None)),
                    models.Q(
                        models.Q(("state", "pending"), _negated=True),
                        models.Q(("decided_by", models.F("requested_by")), _negated=True),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="reopening_decided_by_another",
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["unit", "indicator", "month"], name="bookings_of_a_cell"),
        ),
    ]
