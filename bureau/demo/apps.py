from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "bureau.demo"
    label = "demo"
    verbose_name = "演示"
