from __future__ import annotations

from pathlib import Path

import pytest

from bureau.web.staticfiles import HashedStorage


@pytest.fixture
def storage(tmp_path: Path) -> HashedStorage:
    for name, text in {
        "web/js/portal.js": 'import { start } from "./tips.js";\nstart();\n',
        "web/js/tips.js": "export function start() {}\n",
        "other/ext.js": 'import htmx from "htmx";\n',
        "web/css/base.css": "body { margin: 0 }\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return HashedStorage(location=tmp_path, base_url="/static/")


def collect(storage: HashedStorage) -> dict[str, str]:
    files = {
        str(path.relative_to(storage.location)): (storage, str(path.relative_to(storage.location)))
        for path in Path(storage.location).rglob("*")
        if path.is_file()
    }
    hashed: dict[str, str] = {}
    for name, new_name, processed in storage.post_process(files):
        if isinstance(processed, Exception):
            raise processed
        if not name.endswith(".gz"):
            hashed[name] = new_name
    return hashed


def test_before_collecting_every_file_has_its_own_name(storage: HashedStorage) -> None:
    assert storage.url("web/css/base.css") == "/static/web/css/base.css"
    assert storage.url("no/such/file.css") == "/static/no/such/file.css"


def test_after_collecting_the_name_carries_the_hash(storage: HashedStorage) -> None:
    hashed = collect(storage)
    assert (
        storage.url("web/css/base.css")
        == f"/static/{hashed['web/css/base.css']}"
        != "/static/web/css/base.css"
    )


def test_our_modules_import_each_other_by_their_hashed_names(storage: HashedStorage) -> None:
    hashed = collect(storage)
    text = (Path(storage.location) / hashed["web/js/portal.js"]).read_text()
    assert Path(hashed["web/js/tips.js"]).name in text
    assert '"./tips.js"' not in text


def test_a_bare_import_of_another_package_stops_nothing(storage: HashedStorage) -> None:
    assert "other/ext.js" in collect(storage)
