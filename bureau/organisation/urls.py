"""Login, the own account, the accounts of others, and the units they work in."""

from django.urls import path

from bureau.organisation import account, people_pages, system, trail, unit_pages, views

app_name = "organisation"
urlpatterns = [
    path("login/", views.login_page, name="login"),
    path("logout/", views.logout_page, name="logout"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("account/size/", account.size, name="size"),
    path("account/tokens/", account.new_token, name="new-token"),
    path("account/tokens/<int:token_id>/revoke/", account.revoke_token, name="revoke-token"),
    path("people/", people_pages.people, name="people"),
    path("people/new/", people_pages.new_person, name="new-person"),
    path("people/of/<str:username>/", people_pages.person, name="person"),
    path("people/of/<str:username>/activity/", people_pages.activity, name="activity"),
    path("people/of/<str:username>/unlock/", people_pages.unlock, name="unlock"),
    path("people/of/<str:username>/password/", people_pages.reset_password, name="reset-password"),
    path("people/of/<str:username>/posts/", people_pages.add_post, name="add-post"),
    path(
        "people/of/<str:username>/posts/<int:post_id>/remove/", people_pages.remove_post, name="remove-post"
    ),
    path("units/", unit_pages.units, name="units"),
    path("units/new/", unit_pages.new_unit, name="new-unit"),
    path("units/of/<str:code>/", unit_pages.unit, name="unit"),
    path("audit/", trail.trail, name="trail"),
    path("system/", system.system, name="system"),
]
