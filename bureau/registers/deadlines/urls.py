"""Addresses of the deadlines; `registers.urls` takes them in under its own name."""

from django.urls import path

from bureau.registers.deadlines.pages import acts, due, setting

_ROW = "registers/<str:code>/<int:row_id>/time"

urlpatterns = [
    path("registers/due/", due.due, name="due"),
    path("registers/settings/", setting.settings, name="settings"),
    path("registers/settings/<str:key>/", setting.setting, name="setting"),
    path(f"{_ROW}/<slug:key>/contact/", acts.contact_row, name="contact"),
    path(f"{_ROW}/<slug:key>/pause/", acts.pause_row, name="pause"),
    path(f"{_ROW}/<slug:key>/resume/", acts.resume_row, name="resume"),
    path(f"{_ROW}/<slug:key>/prolong/", acts.prolong_row, name="prolong"),
    path(f"{_ROW}/prolongations/<int:asked_id>/", acts.decide_prolongation, name="decide_prolongation"),
]
