import datetime

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bureau.months
from bureau.audit.triggers import watch


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0002_append_only_trail"),
        ("figures", "0002_marks_guard_and_trail"),
        ("organisation", "0003_workday_exceptions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField(verbose_name="可填到")),
                ("reason", models.TextField(verbose_name="理由")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="figures.sheet",
                        verbose_name="月报表",
                    ),
                ),
            ],
            options={
                "verbose_name": "展期",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="FormRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("domain", models.CharField(max_length=40, verbose_name="领域")),
                ("begins", bureau.months.MonthField(verbose_name="生效月份")),
                (
                    "cutoff_day",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(28),
                        ],
                        verbose_name="统计截止日",
                    ),
                ),
                (
                    "due_in",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "当月"), (1, "次月")], default=1, verbose_name="截止在"
                    ),
                ),
                (
                    "due_day",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="报送截止日",
                    ),
                ),
                ("due_time", models.TimeField(default=datetime.time(17, 30), verbose_name="截止时刻")),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="宽限（工作日）",
                    ),
                ),
                ("shifts", models.BooleanField(default=True, verbose_name="逢休息日顺延")),
                (
                    "closes_after",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(366)],
                        verbose_name="截止后几天关表",
                    ),
                ),
                (
                    "levels",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "一级审核（审核人审定）"), (2, "两级审核（股室负责人 → 综合股）")],
                        default=1,
                        verbose_name="审核级数",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="表号")),
                ("title", models.CharField(blank=True, max_length=60, verbose_name="表名")),
                ("issuer", models.CharField(blank=True, max_length=80, verbose_name="制定机关")),
                ("document", models.CharField(blank=True, max_length=80, verbose_name="文号")),
                ("set_at", models.DateTimeField(auto_now=True, verbose_name="录入时间")),
                (
                    "bureau",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="form_rules",
                        to="organisation.unit",
                        verbose_name="区局",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
            ],
            options={
                "verbose_name": "表种规则",
                "ordering": ["bureau", "domain", "begins"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bureau", "domain", "begins"), name="one_form_rule_per_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_day__range", (1, 31))), name="form_due_day_is_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cutoff_day__isnull", True), ("cutoff_day__range", (1, 28)), _connector="OR"
                        ),
                        name="form_cutoff_is_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Urge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("manual", "催报"),
                            ("three_days", "T−3 自动提醒"),
                            ("one_day", "T−1 自动提醒"),
                            ("due", "T+0 自动提醒"),
                        ],
                        max_length=12,
                        verbose_name="方式",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="截止日")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="催报人",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="urges",
                        to="figures.sheet",
                        verbose_name="月报表",
                    ),
                ),
            ],
            options={
                "verbose_name": "催报",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "manual"), _negated=True),
                        fields=("sheet", "kind", "due_on"),
                        name="one_automatic_urge_per_due_day",
                    )
                ],
            },
        ),
        watch("returns_formrule"),
        watch("returns_extension"),
        watch("returns_urge"),
    ]
