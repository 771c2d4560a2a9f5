from django.apps import AppConfig


class TotalsConfig(AppConfig):
    name = "bureau.totals"
    label = "totals"
    verbose_name = "汇总"
