"""What no template may contain, and that every template compiles."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html"))
TAG = re.compile(r"<[a-zA-Z][^<>]*>", re.DOTALL)
STYLE = re.compile(r"\sstyle\s*=", re.IGNORECASE)
HANDLER = re.compile(r"\s(on[a-z]+|hx-on[\w:-]*)\s*=", re.IGNORECASE)
FOREIGN = re.compile(r"""(src|href|action|data)\s*=\s*["'](https?:)?//""", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE)
SCRIPT = re.compile(r"<script[^>]*>", re.IGNORECASE)


def source(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_there_are_pages_to_look_at() -> None:
    assert "base.html" in PAGES
    assert len(PAGES) > 20


@pytest.mark.parametrize("name", PAGES)
def test_every_template_compiles(name: str) -> None:
    get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_no_template_carries_styles_handlers_scripts_or_foreign_addresses(name: str) -> None:
    text = source(name)
    assert not [tag for tag in TAG.findall(text) if STYLE.search(tag)]
    assert not [tag for tag in TAG.findall(text) if HANDLER.search(tag)]
    assert not FOREIGN.search(text)
    assert not INLINE_SCRIPT.search(text)
    assert "<style" not in text.lower()


@pytest.mark.parametrize("name", PAGES)
def test_every_script_carries_the_nonce(name: str) -> None:
    for tag in SCRIPT.findall(source(name)):
        assert "nonce=" in tag


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500, 503])
def test_error_pages_need_neither_request_nor_database(status: int) -> None:
    page = get_template(f"errors/{status}.html").render({"status": status, "sentence": "说明在这里。"})
    assert "说明在这里。" in page
    assert f"错误 {status}" in page
    assert "回到首页" in page


def test_a_page_that_expired_is_not_called_a_missing_right() -> None:
    page = get_template("errors/403.html").render({"status": 403, "code": "csrf", "sentence": "请刷新。"})
    assert "页面已过期" in page
    assert "没有这项权限" not in page


def frame(**context: object) -> str:
    return get_template("base.html").render(
        {"bureau_name": "东河区人力资源和社会保障局", "tabs": [], **context}
    )


def test_demonstration_data_is_marked_on_every_page() -> None:
    assert "演示数据" in frame(is_demonstration=True)
    assert "演示数据" not in frame(is_demonstration=False)
    assert "演示数据" in get_template("base_plain.html").render({"is_demonstration": True})


def test_the_frame_says_that_secrets_are_forbidden() -> None:
    assert "本系统禁止处理涉密信息" in frame()


def test_logging_out_is_a_post_and_not_a_link() -> None:
    page = frame(logout_url="/logout/")
    assert '<form action="/logout/" method="post">' in page
    assert 'href="/logout/"' not in page
