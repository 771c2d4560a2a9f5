"""Addresses of counting; `registers.urls` takes them in under its own name, before the codes of registers."""

from django.urls import path

from bureau.registers.counting.pages import adoption, restatements

urlpatterns = [
    path("registers/restatements/", restatements.restatements, name="restatements"),
    path("registers/restatements/<int:restatement_id>/", restatements.restatement, name="restatement"),
    path("registers/adoption/", adoption.adoptions, name="adoption"),
    path("registers/adoption/<str:code>/", adoption.adoption, name="adopt"),
]
