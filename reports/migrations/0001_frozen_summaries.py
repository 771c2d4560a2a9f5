"""定稿: final summaries, number by number. What was frozen is never altered or removed; freezing is in the trail."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bureau.months
from bureau.audit.triggers import watch

GUARD = """
CREATE FUNCTION reports_guard_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '定稿的数不能修改或删除。' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER reports_frozensummary_guard BEFORE UPDATE OR DELETE ON reports_frozensummary
    FOR EACH ROW EXECUTE FUNCTION reports_guard_frozen();
CREATE TRIGGER reports_frozenfigure_guard BEFORE UPDATE OR DELETE ON reports_frozenfigure
    FOR EACH ROW EXECUTE FUNCTION reports_guard_frozen();
"""

UNGUARD = """
DROP TRIGGER reports_frozensummary_guard ON reports_frozensummary;
DROP TRIGGER reports_frozenfigure_guard ON reports_frozenfigure;
DROP FUNCTION reports_guard_frozen();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0002_append_only_trail"),
        ("catalogue", "0002_audited"),
        ("organisation", "0004_office_is_called_by_its_section"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FrozenSummary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("edition", models.PositiveSmallIntegerField(verbose_name="第几稿")),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("last", bureau.months.MonthField(null=True, verbose_name="数据截至")),
                ("serial", models.CharField(max_length=40, verbose_name="导出编号")),
                ("file_sha256", models.CharField(max_length=64, verbose_name="文件校验值")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="全文校验值")),
                ("digest", models.CharField(max_length=64, verbose_name="数字校验值")),
                ("frozen_at", models.DateTimeField(verbose_name="定稿时间")),
                (
                    "frozen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="定稿人",
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
                "verbose_name": "总结定稿",
                "ordering": ["unit_id", "year", "edition"],
            },
        ),
        migrations.CreateModel(
            name="FrozenFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("year", models.PositiveSmallIntegerField(verbose_name="统计年度")),
                ("span", models.CharField(max_length=3, verbose_name="统计期")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("value", "完成数"),
                            ("target", "目标"),
                            ("completion", "完成率"),
                            ("change", "增减"),
                        ],
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(decimal_places=6, max_digits=24, null=True, verbose_name="数值"),
                ),
                ("text", models.CharField(max_length=80, verbose_name="印出的数")),
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
                (
                    "summary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="reports.frozensummary",
                        verbose_name="定稿",
                    ),
                ),
            ],
            options={
                "verbose_name": "定稿里的数",
                "ordering": ["summary_id", "place"],
            },
        ),
        migrations.AddConstraint(
            model_name="frozensummary",
            constraint=models.UniqueConstraint(
                fields=("unit", "year", "edition"), name="one_summary_per_edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="frozenfigure",
            constraint=models.UniqueConstraint(
                fields=("summary", "place"), name="one_frozen_figure_per_place"
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
        watch("reports_frozensummary"),
    ]
