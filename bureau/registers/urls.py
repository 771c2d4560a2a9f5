"""Addresses of the registers. The code of a register has a dot, so no fixed word is mistaken for one."""

from django.urls import path

from bureau.registers.counting.urls import urlpatterns as counting
from bureau.registers.deadlines.urls import urlpatterns as deadlines
from bureau.registers.pages import bulk, editing, exporting, index, papers, row, rows, steps, views

app_name = "registers"

# What belongs to no single register stands before `<code>`.
urlpatterns = [
    *counting,
    *deadlines,
    path("registers/", index.index, name="index"),
    path("registers/<str:code>/", rows.row_list, name="list"),
    path("registers/<str:code>/sums/", rows.sums, name="sums"),
    path("registers/<str:code>/listings/", rows.listings, name="listings"),
    path("registers/<str:code>/ledger/", rows.ledger, name="ledger"),
    path("registers/<str:code>/export/", exporting.export, name="export"),
    path("registers/<str:code>/views/", views.save_view, name="save_view"),
    path("registers/<str:code>/views/<int:view_id>/forget/", views.forget_view, name="forget_view"),
    path("registers/<str:code>/new/", editing.new, name="new"),
    path("registers/<str:code>/bulk/", bulk.bulk, name="bulk"),
    path("registers/<str:code>/offers/<slug:name>/", editing.offers, name="offers"),
    path("registers/<str:code>/<int:row_id>/", row.row, name="row"),
    path("registers/<str:code>/<int:row_id>/edit/", editing.edit, name="edit"),
    path("registers/<str:code>/<int:row_id>/steps/<slug:key>/", steps.step, name="step"),
    path("registers/<str:code>/<int:row_id>/void/", steps.void, name="void"),
    path("registers/<str:code>/<int:row_id>/clear/", steps.clear, name="clear"),
    path("registers/<str:code>/<int:row_id>/papers/", papers.hand_in, name="hand_in"),
    path("registers/<str:code>/<int:row_id>/papers/<int:paper_id>/", papers.fetch, name="paper"),
    path(
        "registers/<str:code>/<int:row_id>/papers/<int:paper_id>/remove/",
        papers.take_away,
        name="take_away",
    ),
]
