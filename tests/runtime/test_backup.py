"""From one installation to another through a file."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from bureau.runtime.lock import acquire
from bureau.runtime.paths import Paths
from bureau.runtime.restore import local_time, who_restarts
from tests.runtime.conftest import Installation

PEOPLE = """
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone
get_user_model().objects.create(username="zhang", full_name="张三")
Session.objects.create(session_key="kept", session_data="数据", expire_date=timezone.now())
"""


def everything_in(installation: Installation, name: str) -> str:
    """All rows of all models, as text that can be compared."""
    file = installation.data.with_name(name)
    told = installation.run("manage", "dumpdata", "--all", "--indent", "1", "--output", str(file))
    assert told.returncode == 0, told.stderr
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    one = Installation(tmp_path_factory.mktemp("original") / "data")
    assert one.run("manage", "migrate", "--verbosity", "0").returncode == 0
    filled = one.run("manage", "shell", "-v", "0", "-c", PEOPLE)
    assert filled.returncode == 0, filled.stderr
    attachment = one.data / "media" / "2026" / "附件.txt"
    attachment.parent.mkdir(parents=True)
    attachment.write_text("正文", encoding="utf-8")
    return one


@pytest.fixture(scope="module")
def backup(original: Installation) -> Path:
    file = original.data.with_name("portal.backup")
    told = original.run("backup", str(file))
    assert told.returncode == 0, told.stderr
    assert f"请另行保管：{original.data / 'secrets' / 'field_keys'}" in told.stdout
    return file


def test_a_restored_portal_holds_the_same_rows_and_files(
    original: Installation, backup: Path, tmp_path: Path
) -> None:
    other = Installation(tmp_path / "other")
    shutil.copytree(original.data / "secrets", other.data / "secrets")
    told = other.run("restore", str(backup))
    assert told.returncode == 0, told.stdout + told.stderr
    assert "汇总核对一致" in told.stdout
    assert "审计链核对一致" in told.stdout
    assert "注意" not in told.stdout
    assert "正在运行" not in told.stdout
    assert re.search(r"备份文件完好：\d{4}-\d\d-\d\d \d\d:\d\d 备份，", told.stdout)
    assert everything_in(other, "b.json") == everything_in(original, "a.json")
    assert (other.data / "media" / "2026" / "附件.txt").read_text(encoding="utf-8") == "正文"


def test_a_portal_with_data_is_overwritten_only_on_demand(original: Installation, backup: Path) -> None:
    before = everything_in(original, "before.json")
    refused = original.run("restore", str(backup))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert everything_in(original, "after.json") == before


def test_other_field_keys_are_pointed_out(original: Installation, backup: Path) -> None:
    told = Installation(original.data, FIELD_KEYS="k9:" + "A" * 43 + "=").run("restore", str(backup))
    assert "字段加密钥匙" in told.stdout
    assert "注意" in told.stdout


def test_keys_of_the_environment_are_named_as_such(original: Installation, tmp_path: Path) -> None:
    keys = (original.data / "secrets" / "field_keys").read_text(encoding="ascii").strip()
    told = Installation(original.data, FIELD_KEYS=keys).run("backup", str(tmp_path / "again"))
    assert "请另行保管：环境变量 FIELD_KEYS 里的钥匙" in told.stdout


def test_the_time_of_a_backup_is_told_in_the_time_of_the_portal() -> None:
    assert local_time("2026-11-01T17:30:00+00:00") == "2026-11-02 01:30"


def test_nobody_is_said_to_run_who_does_not(tmp_path: Path) -> None:
    paths = Paths(tmp_path, tmp_path / "data")
    paths.prepare()
    assert "如果另有门户进程" in who_restarts(paths)
    lock = acquire(paths, "up", say=print)
    assert "门户正在运行" in who_restarts(paths)
    lock.release()


def test_no_secret_travels_in_the_file(original: Installation, backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    for secret in (original.data / "secrets").iterdir():
        assert secret.read_bytes().strip() not in content
    assert backup.stat().st_mode & 0o077 == 0


def test_a_file_that_is_no_backup_is_refused(installation: Installation, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("not a backup")
    assert "不是门户的备份文件" in installation.run("restore", str(tmp_path / "text")).stderr
    assert "没有这个文件" in installation.run("restore", str(tmp_path / "absent")).stderr
