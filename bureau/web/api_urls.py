"""The description of the API itself."""

from django.urls import path

from bureau.web.api import documentation

app_name = "web"
urlpatterns = [
    path("schema/", documentation.Schema.as_view(), name="schema"),
    path("docs/", documentation.page, name="docs"),
    path("docs/start.js", documentation.start_script, name="docs-script"),
]
