from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WebConfig(AppConfig):
    name = "bureau.web"
    label = "web"
    verbose_name = "页面"

    def ready(self) -> None:
        """Let every room add its tabs, its kinds of work, its signs of health and what can be found in it."""
        autodiscover_modules("tabs", "work", "signs", "finders")
