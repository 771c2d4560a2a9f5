from django.apps import AppConfig


class LaborRelationsConfig(AppConfig):
    name = "labor_relations"
    verbose_name = "劳动关系"
    order = 4
