"""Registers and their rows under /api/v1/."""

from django.urls import path

from bureau.registers.api import lists, rows

app_name = "registers"
urlpatterns = [
    path("registers/", lists.Registers.as_view(), name="registers"),
    path("registers/<str:code>/schema/", lists.Schema.as_view(), name="schema"),
    path("registers/<str:code>/", lists.Rows.as_view(), name="rows"),
    path("registers/<str:code>/<int:row_id>/", rows.OneRow.as_view(), name="row"),
    path(
        "registers/<str:code>/<int:row_id>/transitions/<str:name>/",
        rows.Transition.as_view(),
        name="transition",
    ),
    path("registers/<str:code>/<int:row_id>/unmask/", rows.Unmask.as_view(), name="unmask"),
]
