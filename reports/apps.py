from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules

from bureau.catalogue.passage_checks import check_chapters


class ReportsConfig(AppConfig):
    name = "reports"
    label = "reports"
    verbose_name = "报告"

    def ready(self) -> None:
        autodiscover_modules("sections")
        register(check_chapters, "catalogue")
