"""The table of totals as Django knows it: which pages there are. Their numbers are read by `reading`."""

from __future__ import annotations

from django.db import models


class Total(models.Model):
    """汇总: the page of one statistical year of one indicator for one unit with everything below it.

    The 60 amounts and 24 counts of a page are columns of the table and no fields here: pages are written by three
    statements (`recipe`) and read wide by one, and objects of 89 attributes would serve nobody. No foreign keys
    either: a page whose unit or indicator is gone goes with the next roll-up.
    """

    pk = models.CompositePrimaryKey("unit_id", "year", "indicator_id", "series")
    unit_id = models.BigIntegerField("单位")
    year = models.SmallIntegerField("统计年度")
    indicator_id = models.BigIntegerField("指标")
    series = models.SmallIntegerField("数列")
    computed_at = models.DateTimeField("汇总时间")

    class Meta:
        verbose_name = "汇总"

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.year}/{self.indicator_id}/{self.series}"
