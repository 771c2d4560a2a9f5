"""Sheets in the API."""

from django.urls import path

from bureau.returns.api import lists, sheets
from bureau.returns.checks import api as checks
from bureau.returns.corrections import api_urls as corrections

app_name = "returns"
urlpatterns = [
    path("sheets/", lists.Sheets.as_view(), name="sheets"),
    path("sheets/open/", sheets.Open.as_view(), name="open"),
    path("sheets/<int:sheet_id>/", sheets.OneSheet.as_view(), name="sheet"),
    path("sheets/<int:sheet_id>/cells/", sheets.Cells.as_view(), name="cells"),
    path("sheets/<int:sheet_id>/submit/", sheets.Submit.as_view(), name="submit"),
    path("sheets/<int:sheet_id>/withdraw/", sheets.Withdraw.as_view(), name="withdraw"),
    path("sheets/<int:sheet_id>/return/", sheets.Return.as_view(), name="return"),
    path("sheets/<int:sheet_id>/approve/", sheets.Approve.as_view(), name="approve"),
    path("sheets/<int:sheet_id>/lock/", sheets.Lock.as_view(), name="lock"),
    path("sheets/<int:sheet_id>/history/", sheets.History.as_view(), name="history"),
    path("findings/", checks.Findings.as_view(), name="findings"),
    path("progress/", lists.Progress.as_view(), name="progress"),
    *corrections.urlpatterns,
]
