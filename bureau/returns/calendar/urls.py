"""Addresses of the calendar's pages; `returns.urls` takes them in under its own name."""

from django.urls import path

from bureau.returns.calendar.pages import days, matrix, opening, progress, rules

urlpatterns = [
    path("progress/", progress.progress, name="progress"),
    path("progress/urge/", progress.urge_sheets, name="urge"),
    path("progress/unfiled/", progress.unfiled, name="unfiled"),
    path("sheets/<int:sheet_id>/extend/", progress.extend_sheet, name="extend"),
    path("assignments/", matrix.matrix, name="assignments"),
    path("assignments/copy/", matrix.copy, name="copy_assignments"),
    path("assignments/forms/", rules.forms, name="forms"),
    path("assignments/forms/<str:domain>/", rules.form, name="form"),
    path("assignments/days/", days.days, name="days"),
    path("assignments/years/<int:year>/", opening.opening, name="year_opening"),
    path("assignments/years/<int:year>/<slug:unit>/", opening.drafts, name="year_drafts"),
]
