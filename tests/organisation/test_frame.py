from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from bureau.audit.recording import record
from bureau.organisation.context import demonstration
from bureau.organisation.models import Unit
from tests.people import People

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    demonstration.forget()
    yield
    demonstration.forget()


def page(people: People, username: str, address: str = "/account/") -> str:
    client = Client()
    client.force_login(people[username], backend=BACKEND)
    return client.get(address).content.decode()


def test_the_masthead_names_bureau_unit_person_and_role(people: People) -> None:
    text = page(people, "zhang")
    for part in ("东区人社局", "城关镇", "张明", "填报", "人社指标门户"):
        assert part in text


def test_a_demonstration_says_so_on_the_page_and_at_the_login(people: People) -> None:
    assert "演示数据" not in page(people, "zhang")
    Unit.objects.filter(code="city").update(is_demonstration=True)
    demonstration.forget()
    assert "演示数据" in page(people, "zhang")
    assert "演示数据" in Client().get("/login/").content.decode()


@pytest.mark.parametrize(
    ("username", "there", "not_there"),
    [
        ("sysadmin", "/system/", "/audit/"),
        ("auditor", "/audit/", "/people/"),
        ("zhang", "/jobs/", "/people/"),
    ],
)
def test_the_tabs_are_those_of_the_role(username: str, there: str, not_there: str, people: People) -> None:
    text = page(people, username)
    assert f'href="{there}"' in text
    assert f'href="{not_there}"' not in text


def test_the_tab_of_the_page_is_marked(people: People) -> None:
    text = " ".join(page(people, "sysadmin", "/system/").split())
    assert 'href="/system/" aria-current="page"' in text
    assert 'href="/people/" aria-current' not in text


@pytest.mark.parametrize(
    ("address", "tab"),
    [
        ("/registers/", "/registers/"),
        ("/registers/restatements/", "/registers/restatements/"),
        ("/directory/firms/", "/registers/"),
        ("/", "/"),
    ],
)
def test_one_tab_alone_is_marked_the_nearest_to_the_page(address: str, tab: str, people: People) -> None:
    text = " ".join(page(people, "li", address).split())
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', text) == [tab]


def test_the_trail_shows_the_newest_first_and_filters(people: People) -> None:
    record("read", "jobs_job", "1", actor="zhang", detail="第一条")
    record("read", "jobs_job", "2", actor="wang", detail="第二条", succeeded=False)
    text = page(people, "auditor", "/audit/?subject=jobs_job")
    assert text.index("第二条") < text.index("第一条")
    assert "失败" in text
    assert "第二条" not in page(people, "auditor", "/audit/?subject=jobs_job&actor=zhang")
    assert "第一条" not in page(people, "auditor", "/audit/?subject=jobs_job&ends=2001-01-01")
    assert "没有符合条件" in page(people, "auditor", "/audit/?begins=never")


def test_older_lines_are_a_page_further(people: People) -> None:
    for number in range(101):
        record("read", "jobs_job", f"line-{number:03}", actor="zhang")
    first = page(people, "auditor", "/audit/?subject=jobs_job")
    assert "line-100" in first
    assert "line-000" not in first
    link = first.split('<a href="?')[1].split('"')[0].replace("&amp;", "&")
    assert "line-000" in page(people, "auditor", f"/audit/?{link}")


def test_text_in_the_trail_never_runs(people: People) -> None:
    record("read", "jobs_job", "<script>alert(1)</script>", actor="zhang")
    assert "<script>alert" not in page(people, "auditor", "/audit/")


def test_the_trail_speaks_the_words_of_the_house(people: People) -> None:
    people.town.name = "城关街道"
    people.town.save()
    text = " ".join(page(people, "auditor", "/audit/?action=update&subject=organisation_unit").split())
    assert "修改" in text
    assert "单位" in text
    assert '<span class="mute">名称</span> 城关镇 → 城关街道' in text
    posts = " ".join(page(people, "auditor", "/audit/?subject=organisation_post").split())
    assert '<span class="mute">角色</span> 安全管理员' in posts


@pytest.mark.parametrize(
    ("username", "place"),
    [("auditor", "/audit/"), ("secadmin", "/people/"), ("sysadmin", "/people/"), ("stranger", "/account/")],
)
def test_people_without_business_are_led_to_their_own_first_page(
    username: str, place: str, people: People
) -> None:
    client = Client()
    client.force_login(people[username], backend=BACKEND)
    response = client.get("/")
    assert (response.status_code, response.headers["Location"]) == (302, place)
