from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OrganisationConfig(AppConfig):
    name = "bureau.organisation"
    label = "organisation"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        """Let every room say what it keeps of a unit's months."""
        autodiscover_modules("witnesses")
