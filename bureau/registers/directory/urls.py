"""Addresses of the directory of firms and persons."""

from django.urls import path

from bureau.registers.directory import pages

app_name = "directory"

urlpatterns = [
    path("directory/firms/", pages.firms, name="firms"),
    path("directory/firms/<int:firm_id>/", pages.firm, name="firm"),
    path("directory/people/", pages.people, name="people"),
    path("directory/people/<int:person_id>/", pages.person, name="person"),
]
