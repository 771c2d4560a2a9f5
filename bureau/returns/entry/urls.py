"""Addresses of the quick ways to fill a sheet, and of the matrix."""

from django.urls import path

from bureau.returns.pages import fills

urlpatterns = [
    path("sheets/<int:sheet_id>/paste/", fills.paste, name="paste"),
    path("sheets/<int:sheet_id>/zeros/", fills.zero, name="zeros"),
    path("sheets/<int:sheet_id>/undo/", fills.take_back, name="undo"),
    path("entry/basis/", fills.choose_basis, name="basis"),
]
