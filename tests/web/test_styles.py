"""The style sheet and the scripts stay below the oldest browser in the offices, Chromium 86."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "bureau" / "web" / "static" / "web"
LINKS = Path(settings.BASE_DIR) / "templates" / "components" / "styles.html"
SHEETS = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))

TOO_NEW_FOR_STYLES = {
    ":has(": r":has\(",
    ":is(": r":is\(",
    ":where(": r":where\(",
    "nesting": r"(?m)^\s*&",
    "color-mix": r"color-mix\(",
    "container queries": r"@container|container-type",
    "cascade layers": r"@layer",
    "aspect-ratio": r"aspect-ratio\s*:",
    "inset": r"(?<![\w-])inset(-[a-z]+)*\s*:",
    "small viewport units": r"\d(dvh|svh|lvh|dvw)\b",
    "accent-color": r"accent-color\s*:",
    "overflow: clip": r"overflow[xy-]*\s*:\s*clip",
    "logical shorthand": r"(margin|padding)-(inline|block)\s*:",
    "text-wrap": r"text-wrap\s*:",
}
FOREIGN = {"imports": r"@import", "web fonts": r"@font-face", "addresses": r"url\(\s*['\"]?(https?:)?//"}
TOO_NEW_FOR_SCRIPTS = {
    "at()": r"\.at\(",
    "structuredClone": r"structuredClone\(",
    "Object.hasOwn": r"Object\.hasOwn\(",
    "randomUUID": r"randomUUID\(",
    "AbortSignal.timeout": r"AbortSignal\.(timeout|any)\(",
    "findLast": r"\.findLast\(",
    "toSorted": r"\.to(Sorted|Reversed|Spliced)\(",
    "replaceChildren": r"\.replaceChildren\(",
    "eval": r"\beval\(|new Function\(",
    "browser storage": r"localStorage|sessionStorage|indexedDB",
}


def bare(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_no_style_needs_a_newer_browser_or_another_server(path: Path) -> None:
    text = bare(path)
    for name, pattern in {**TOO_NEW_FOR_STYLES, **FOREIGN}.items():
        assert not re.search(pattern, text), f"{path.name} uses {name}"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_needs_a_newer_browser_or_keeps_anything_in_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for name, pattern in TOO_NEW_FOR_SCRIPTS.items():
        assert not re.search(pattern, text), f"{path.name} uses {name}"


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_style_file_is_short_and_balanced(path: Path) -> None:
    text = bare(path)
    assert len(text.splitlines()) < 200
    assert text.count("{") == text.count("}")


def test_every_style_file_is_linked_once_with_the_tokens_first_and_the_paper_last() -> None:
    linked = re.findall(r"web/css/([\w-]+\.css)", LINKS.read_text(encoding="utf-8"))
    assert sorted(linked) == [path.name for path in SHEETS]
    assert (linked[0], linked[-1]) == ("tokens.css", "print.css")


def test_every_variable_that_is_used_is_defined() -> None:
    everything = "".join(bare(path) for path in SHEETS)
    used = set(re.findall(r"var\((--[\w-]+)", everything))
    defined = set(re.findall(r"(--[\w-]+)\s*:", everything))
    assert used == used & defined


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", ["paper", "tint", "ground", "wash"])
@pytest.mark.parametrize("ink", ["ink", "ink-2", "ink-3", "blue", "red", "green", "amber"])
def test_every_ink_can_be_read_on_every_surface(ink: str, ground: str) -> None:
    tokens = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", bare(STATIC / "css" / "tokens.css")))
    light, dark = sorted((luminance(tokens[ink]), luminance(tokens[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
