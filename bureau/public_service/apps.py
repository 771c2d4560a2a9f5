from django.apps import AppConfig


class PublicServiceConfig(AppConfig):
    name = "bureau.public_service"
    label = "public_service"
    verbose_name = "公共服务"
    order = 5
