"""Addresses of corrections and reopenings; `returns.urls` takes them in under its own name."""

from django.urls import path

from bureau.returns.corrections.pages import decisions, requests

urlpatterns = [
    path("corrections/", decisions.corrections, name="corrections"),
    path("corrections/<int:correction_id>/", decisions.correction, name="correction"),
    path("sheets/<int:sheet_id>/cells/<str:code>/correct/", requests.correct, name="correct"),
    path("sheets/<int:sheet_id>/reopen/", requests.reopen, name="reopen"),
    path("sheets/<int:sheet_id>/reopen/decide/", decisions.reopening, name="decide_reopening"),
]
