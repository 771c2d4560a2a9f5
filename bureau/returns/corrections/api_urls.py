"""Corrections and reopenings in the API; `returns.api_urls` takes them in under its own name."""

from django.urls import path

from bureau.returns.corrections import api

urlpatterns = [
    path("sheets/<int:sheet_id>/reopen/", api.Reopen.as_view(), name="reopen"),
    path("sheets/<int:sheet_id>/reopen/decide/", api.DecideReopening.as_view(), name="decide_reopening"),
    path("corrections/", api.Corrections.as_view(), name="corrections"),
    path("corrections/<int:correction_id>/decide/", api.Decide.as_view(), name="decide"),
]
