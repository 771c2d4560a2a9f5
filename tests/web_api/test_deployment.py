"""The settings as a production server reads them, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bureau.organisation.models import User

ROOT = Path(__file__).resolve().parents[2]


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_behind_tls_the_deployment_check_finds_nothing() -> None:
    checked = manage("check", "--deploy", "--fail-level", "WARNING", BEHIND_TLS="1")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("key", ["", "short", "x" * 39])
def test_a_missing_or_weak_secret_refuses_to_start_with_a_sentence(key: str) -> None:
    refused = manage("check", SECRET_KEY=key)
    assert refused.returncode != 0
    assert "SECRET_KEY" in refused.stderr
    assert "请" in refused.stderr


def test_no_account_exists_before_somebody_makes_one(db: None) -> None:
    assert not User.objects.exists()
