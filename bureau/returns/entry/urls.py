"""Addresses of the quick ways to fill a sheet, and of the matrix."""

from django.urls import path

from bureau.returns.pages import fills, matrix

urlpatterns = [
    path("sheets/<int:sheet_id>/paste/", fills.paste, name="paste"),
    path("sheets/<int:sheet_id>/zeros/", fills.zero, name="zeros"),
    path("sheets/<int:sheet_id>/undo/", fills.take_back, name="undo"),
    path("entry/basis/", fills.choose_basis, name="basis"),
    path("matrix/", matrix.matrix_chosen, name="matrix_chosen"),
    path("matrix/<str:code>/<month:month>/", matrix.matrix, name="matrix"),
]
