from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "bureau.returns"
    label = "returns"
    verbose_name = "报送"
