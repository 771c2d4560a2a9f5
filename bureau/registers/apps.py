from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RegistersConfig(AppConfig):
    name = "bureau.registers"
    label = "registers"
    verbose_name = "台账"

    def ready(self) -> None:
        """Let every domain declare its registers, then look at what was declared."""
        autodiscover_modules("registers", "system_checks")
