from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules

from bureau.catalogue.checks import check_declarations
from bureau.catalogue.declarations import DECLARED
from bureau.organisation.duties import name_duties


class CatalogueConfig(AppConfig):
    name = "bureau.catalogue"
    label = "catalogue"
    verbose_name = "指标目录"

    def ready(self) -> None:
        autodiscover_modules("indicators")
        for indicator_set in DECLARED.values():
            name_duties(indicator_set.duties)
        register(check_declarations, "catalogue")
