"""People and units under /api/v1/."""

from django.urls import path

from bureau.organisation import api, schema

__all__ = ["schema", "urlpatterns"]  # the schema module tells the OpenAPI description about our logins

app_name = "organisation"
urlpatterns = [
    path("me/", api.Me.as_view(), name="me"),
    path("units/", api.Units.as_view(), name="units"),
    path("token/", api.TokenIssue.as_view(), name="token"),
    path("users/", api.Users.as_view(), name="users"),
    path("users/<str:username>/", api.UserDetail.as_view(), name="user"),
]
