"""Giving and taking rights, by page, interface and command."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from bureau.audit.models import AuditEntry
from bureau.organisation.models import Post, Role, User
from bureau.organisation.passwords import must_change_password
from tests.people import PASSWORD, People

BACKEND = "django.contrib.auth.backends.ModelBackend"


def at(people: People, username: str) -> Client:
    client = Client()
    client.force_login(people[username], backend=BACKEND)
    return client


def patch(people: People, username: str, **change: object) -> tuple[int, dict[str, object]]:
    response = at(people, "secadmin").patch(
        f"/api/v1/users/{username}/", change, content_type="application/json"
    )
    return response.status_code, response.json()


def posts_of(people: People, username: str) -> set[tuple[str, str, tuple[str, ...]]]:
    rows = Post.objects.filter(user=people[username]).select_related("unit")
    return {(post.role, post.unit.code, tuple(post.domains)) for post in rows}


def test_the_list_shows_people_of_her_bureau_and_people_without_a_post(people: People) -> None:
    answer = at(people, "secadmin").get("/api/v1/users/").json()
    names = {row["username"] for row in answer["results"]}
    assert {"zhang", "stranger", "secadmin"} <= names
    assert "xu" not in names


def test_a_stranger_becomes_a_reviewer(people: People) -> None:
    status, answer = patch(people, "stranger", roles=["reviewer"], units=["east-jy"], domains=["employment"])
    assert status == 200
    assert posts_of(people, "stranger") == {("reviewer", "east-jy", ("employment",))}
    assert (answer["roles"], answer["units"], answer["domains"]) == (
        ["reviewer"],
        ["east-jy"],
        ["employment"],
    )


def test_roles_and_units_replace_what_was_before(people: People) -> None:
    patch(people, "zhang", roles=["clerk"], units=["east-01", "east-02"])
    assert posts_of(people, "zhang") == {("clerk", "east-01", ()), ("clerk", "east-02", ())}
    patch(people, "zhang", roles=[])
    assert posts_of(people, "zhang") == set()


def test_domains_alone_change_every_post(people: People) -> None:
    patch(people, "zhang", domains=["talent", "employment"])
    assert posts_of(people, "zhang") == {("clerk", "east-01", ("employment", "talent"))}


def test_what_is_not_named_cannot_multiply_rights(people: People) -> None:
    Post.objects.create(user=people["zhang"], unit=people.section, role=Role.REVIEWER)
    status, answer = patch(people, "zhang", units=["east-02"])
    assert (status, list(answer["fields"])) == (400, ["roles"])  # type: ignore[call-overload]  # JSON
    assert len(posts_of(people, "zhang")) == 2


@pytest.mark.parametrize(
    "roles",
    [["system_admin", "security_admin"], ["audit_admin", "clerk"], ["system_admin", "audit_admin"]],
)
def test_roles_that_exclude_each_other_never_meet_in_one_person(roles: list[str], people: People) -> None:
    status, answer = patch(people, "zhang", roles=roles, units=["east-01"])
    assert (status, answer["code"]) == (400, "invalid")
    assert posts_of(people, "zhang") == {("clerk", "east-01", ())}


def test_a_clerk_cannot_file_for_a_bureau_that_is_only_a_sum(people: People) -> None:
    assert patch(people, "zhang", roles=["clerk"], units=["east"])[0] == 400


@pytest.mark.parametrize(
    "change",
    [
        {"roles": ["emperor"], "units": ["east"]},
        {"units": ["west-01"]},
        {"units": ["nowhere"]},
        {"domains": ["astrology"]},
        {"is_staff": True},
        {"password": "x"},
        {"active": "perhaps"},
    ],
)
def test_wrong_changes_are_refused_and_change_nothing(change: dict[str, object], people: People) -> None:
    assert patch(people, "zhang", **change)[0] == 400
    assert posts_of(people, "zhang") == {("clerk", "east-01", ())}


def test_a_foreign_unit_and_one_that_does_not_exist_are_told_alike(people: People) -> None:
    foreign = patch(people, "zhang", units=["west-01"])[1]
    missing = patch(people, "zhang", units=["none-01"])[1]
    assert str(foreign).replace("west-01", "none-01") == str(missing)


def test_nobody_grants_herself_anything(people: People) -> None:
    assert patch(people, "secadmin", roles=["leader"], units=["east"])[0] == 403
    response = at(people, "secadmin").post("/people/of/secadmin/posts/", {"role": "leader", "unit": "east"})
    assert response.status_code == 403
    assert posts_of(people, "secadmin") == {("security_admin", "east", ())}


def test_a_closed_account_and_a_changed_post_are_in_the_trail(people: People) -> None:
    patch(people, "wang", active=False)
    patch(people, "zhang", roles=["clerk"], units=["east-02"])
    assert AuditEntry.objects.filter(actor="secadmin", subject="organisation_user", action="update").exists()
    assert AuditEntry.objects.filter(actor="secadmin", subject="organisation_post", action="delete").exists()
    assert AuditEntry.objects.filter(actor="secadmin", subject="organisation_post", action="insert").exists()


def test_a_post_is_added_and_removed_on_the_page(people: People) -> None:
    client = at(people, "secadmin")
    client.post("/people/of/stranger/posts/", {"role": "clerk", "unit": "east-02", "domains": ["talent"]})
    assert posts_of(people, "stranger") == {("clerk", "east-02", ("talent",))}
    post = Post.objects.get(user=people["stranger"])
    assert client.post(f"/people/of/zhang/posts/{post.pk}/remove/").status_code == 404
    client.post(f"/people/of/stranger/posts/{post.pk}/remove/")
    assert posts_of(people, "stranger") == set()


def test_the_page_says_why_roles_cannot_meet(people: People) -> None:
    page = at(people, "secadmin").post("/people/of/zhang/posts/", {"role": "audit_admin", "unit": "east"})
    assert "不能兼任" in page.content.decode()


def test_the_page_offers_no_unit_of_another_bureau(people: People) -> None:
    page = at(people, "secadmin").get("/people/of/zhang/").content.decode()
    assert "east-02" in page
    assert "west-01" not in page


def test_a_new_account_gets_a_password_that_is_shown_once_and_must_be_changed(people: People) -> None:
    client = at(people, "sysadmin")
    page = client.post("/people/new/", {"username": "sun", "full_name": "孙丽"}).content.decode()
    password = page.split("<code>")[1].split("</code>")[0]
    sun = User.objects.get(username="sun")
    assert sun.check_password(password)
    assert must_change_password(sun)
    assert password not in client.get("/people/of/sun/").content.decode()


def test_a_reset_password_ends_the_old_one(people: People) -> None:
    at(people, "sysadmin").post("/people/of/zhang/password/")
    people["zhang"].refresh_from_db()
    assert not people["zhang"].check_password(PASSWORD)
    assert must_change_password(people["zhang"])


def test_the_security_administrator_lifts_a_lock(people: People) -> None:
    knocking = Client(REMOTE_ADDR="10.0.0.7")
    for _ in range(5):
        knocking.post("/login/", {"username": "zhang", "password": "wrong"})
    at(people, "secadmin").post("/people/of/zhang/unlock/")
    assert knocking.post("/login/", {"username": "zhang", "password": PASSWORD}).status_code == 302
    assert AuditEntry.objects.filter(action="unlock", key="zhang", actor="secadmin").exists()


def test_create_user_prints_a_random_password_for_the_first_login(people: People) -> None:
    out = StringIO()
    call_command("create_user", "sun", "孙丽", random=True, stdout=out)
    password = out.getvalue().split("初始密码：")[1].split("（")[0]
    sun = User.objects.get(username="sun")
    assert sun.check_password(password)
    assert must_change_password(sun)


@pytest.mark.parametrize(("username", "sentence"), [("zhang", "已经有人"), ("X Y", "小写字母")])
def test_create_user_refuses_a_bad_name_with_a_sentence(username: str, sentence: str, people: People) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("create_user", username, "某人", random=True)


def test_create_user_refuses_a_weak_password(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("12345\n"))
    with pytest.raises(CommandError, match="至少"):
        call_command("create_user", "sun", "孙丽")
    assert not User.objects.filter(username="sun").exists()


def test_add_post_gives_the_first_post_and_keeps_the_exclusions(people: People) -> None:
    call_command("add_post", "stranger", "leader", "east", stdout=StringIO())
    assert posts_of(people, "stranger") == {("leader", "east", ())}
    with pytest.raises(CommandError, match="不能兼任"):
        call_command("add_post", "stranger", "audit_admin", "east")
    with pytest.raises(CommandError, match="没有单位"):
        call_command("add_post", "stranger", "leader", "nowhere")


def test_the_table_itself_refuses_the_same_post_twice(people: People) -> None:
    call_command("add_post", "zhang", "clerk", "east-01", domain=["employment"], stdout=StringIO())
    assert posts_of(people, "zhang") == {("clerk", "east-01", ("employment",))}
