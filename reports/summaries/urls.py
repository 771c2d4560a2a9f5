from django.urls import path

from reports.summaries import views

app_name = "summaries"
urlpatterns = [
    path("summaries/", views.listing, name="list"),
    path("summaries/<slug:unit>/<int:year>/", views.summary, name="summary"),
    path("summaries/<slug:unit>/<int:year>/origin/", views.origin, name="origin"),
    path("summaries/<slug:unit>/<int:year>/export/", views.export, name="export"),
    path("summaries/<slug:unit>/<int:year>/freeze/", views.freeze, name="freeze"),
    path("summaries/<slug:unit>/<int:year>/frozen/<int:edition>/", views.frozen, name="frozen"),
]
