"""The table of totals: one row is a page of a year, and every number a page of the portal shows is a column of it.

Made by SQL: the model knows the key only, the 60 amounts and 24 counts are read and written by set-based statements.
"""

from django.db import migrations, models

MONTHS = [f"m{number:02d}" for number in range(1, 13)]
SPANS = [*MONTHS, "q1", "q2", "q3", "q4", "h1", "h2", *(f"t{number:02d}" for number in range(1, 13))]

TABLE = f"""
CREATE TABLE totals_total (
    unit_id bigint NOT NULL,
    year smallint NOT NULL,
    indicator_id bigint NOT NULL,
    series smallint NOT NULL CHECK (series IN (0, 1, 2)),
    computed_at timestamptz NOT NULL,
    {", ".join(f"r_{month} smallint NOT NULL DEFAULT 0" for month in MONTHS)},
    {", ".join(f"e_{month} smallint NOT NULL DEFAULT 0" for month in MONTHS)},
    {", ".join(f"a_{span} numeric" for span in SPANS)},
    {", ".join(f"p_{span} numeric" for span in SPANS)},
    PRIMARY KEY (unit_id, year, indicator_id, series)
);
COMMENT ON TABLE totals_total IS 'One year of one indicator for one unit with all below it; made by bureau.totals.';
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("organisation", "0001_units_people_and_tokens"),
        ("catalogue", "0001_indicators_assignments_targets"),
        ("figures", "0001_sheets_figures_marks"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TABLE, "DROP TABLE totals_total;")],
            state_operations=[
                migrations.CreateModel(
                    name="Total",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "unit_id",
                                "year",
                                "indicator_id",
                                "series",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("unit_id", models.BigIntegerField(verbose_name="单位")),
                        ("year", models.SmallIntegerField(verbose_name="统计年度")),
                        ("indicator_id", models.BigIntegerField(verbose_name="指标")),
                        ("series", models.SmallIntegerField(verbose_name="数列")),
                        ("computed_at", models.DateTimeField(verbose_name="汇总时间")),
                    ],
                    options={"verbose_name": "汇总"},
                ),
            ],
        ),
    ]
