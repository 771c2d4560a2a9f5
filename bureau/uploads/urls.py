"""The pages of imports."""

from django.urls import path

from bureau.uploads import views

app_name = "uploads"
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<int:import_id>/", views.preview, name="import"),
    path("imports/<int:import_id>/confirm/", views.confirmed, name="confirm"),
]
