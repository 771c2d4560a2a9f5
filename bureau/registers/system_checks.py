"""What is looked at once, when the portal starts and all models are there."""

from django.core.checks import register

from bureau.registers.system import check_registers

register(check_registers, "registers")
