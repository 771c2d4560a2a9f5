from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules

from bureau.returns.checks.system import check_relations


class ReturnsConfig(AppConfig):
    name = "bureau.returns"
    label = "returns"
    verbose_name = "报送"

    def ready(self) -> None:
        """Let every domain declare its relations."""
        autodiscover_modules("checks")
        register(check_relations, "returns")
