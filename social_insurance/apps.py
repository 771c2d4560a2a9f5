from django.apps import AppConfig


class SocialInsuranceConfig(AppConfig):
    name = "social_insurance"
    verbose_name = "社会保险"
    order = 3
