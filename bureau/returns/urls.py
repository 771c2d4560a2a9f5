"""The pages of the sheets."""

from django.urls import path

from bureau.returns.calendar import urls as calendar
from bureau.returns.checks import urls as checks
from bureau.returns.corrections import urls as corrections
from bureau.returns.entry import urls as entry
from bureau.returns.imports import pages as imports
from bureau.returns.pages import cell, cells, grid, month, review, sheets, steps

app_name = "returns"
urlpatterns = [
    *checks.urlpatterns,
    *corrections.urlpatterns,
    path("", month.month_page, name="month"),
    path("sheets/", sheets.sheets, name="sheets"),
    path("sheets/open/", steps.open_sheet, name="open"),
    path("sheets/<int:sheet_id>/", grid.sheet, name="sheet"),
    path("sheets/<int:sheet_id>/cells/", cells.cells, name="cells"),
    path("sheets/<int:sheet_id>/cells/<str:code>/", cell.cell, name="cell"),
    path("sheets/<int:sheet_id>/submit/", steps.submit, name="submit"),
    path("sheets/<int:sheet_id>/withdraw/", steps.withdraw, name="withdraw"),
    path("sheets/<int:sheet_id>/return/", steps.send_back, name="return"),
    path("sheets/<int:sheet_id>/approve/", steps.approve, name="approve"),
    path("sheets/<int:sheet_id>/lock/", steps.lock, name="lock"),
    path("sheets/<int:sheet_id>/import/", imports.import_sheet, name="import"),
    path("sheets/<int:sheet_id>/export/", imports.export_sheet, name="export"),
    path("sheets/<slug:unit>/<str:domain>/<str:month>/", sheets.sheet_of, name="sheet_of"),
    path("review/", review.queue, name="queue"),
    path("review/<int:sheet_id>/", review.review, name="review"),
    *calendar.urlpatterns,
    *entry.urlpatterns,
]
