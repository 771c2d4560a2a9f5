from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "bureau.figures"
    label = "figures"
    verbose_name = "数据"
