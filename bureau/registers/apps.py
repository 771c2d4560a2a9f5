from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules

from bureau.registers.system import check_registers


class RegistersConfig(AppConfig):
    name = "bureau.registers"
    label = "registers"
    verbose_name = "台账"

    def ready(self) -> None:
        """Let every domain declare its registers."""
        autodiscover_modules("registers")
        register(check_registers, "registers")
