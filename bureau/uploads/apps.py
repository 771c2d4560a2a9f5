from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "bureau.uploads"
    label = "uploads"
    verbose_name = "导入"
