"""Login, the own account, and the accounts of others."""

from django.urls import path

from bureau.organisation import account, views

app_name = "organisation"
urlpatterns = [
    path("login/", views.login_page, name="login"),
    path("logout/", views.logout_page, name="logout"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("account/size/", account.size, name="size"),
    path("account/tokens/", account.new_token, name="new-token"),
    path("account/tokens/<int:token_id>/revoke/", account.revoke_token, name="revoke-token"),
]
