"""The installation's secrets: generated on the first start, kept beside the data, never the same twice."""

import base64
import hashlib
import os
import secrets
from pathlib import Path

from bureau.runtime.paths import Paths
from bureau.runtime.trouble import Trouble

KEY_BYTES = 32
# Without characters that look alike in print; the demo password is read off a screen and typed.
READABLE = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
READABLE_LENGTH = 14


def _read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="ascii").strip() or None
    except FileNotFoundError:
        return None


def _write(file: Path, secret: str) -> str:
    """Appears whole or not at all, readable by its owner only."""
    unfinished = file.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    fd = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "w", encoding="ascii") as stream:
        stream.write(secret + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.rename(file)
    return secret


def secret_key(paths: Paths) -> str:
    """SECRET_KEY: losing it ends the sessions and nothing else."""
    file = paths.secrets / "secret_key"
    return os.environ.get("SECRET_KEY") or _read(file) or _write(file, secrets.token_urlsafe(48))


def place_of_field_keys(paths: Paths) -> str:
    """Where the field keys of this installation are kept, for sentences about them."""
    return (
        "环境变量 FIELD_KEYS 里的钥匙" if os.environ.get("FIELD_KEYS") else str(paths.secrets / "field_keys")
    )


def field_keys(paths: Paths, *, data_exists: bool) -> str:
    """FIELD_KEYS, as `name:base64` separated by commas: the first one encrypts, all of them decrypt.

    Losing them makes the encrypted columns unreadable for ever, so for data that is already there no new key is made.
    """
    file = paths.secrets / "field_keys"
    found = os.environ.get("FIELD_KEYS") or _read(file)
    if found:
        return found
    if data_exists:
        raise Trouble(
            f"找不到字段加密钥匙 {file}，而数据库里已有数据。请从保管处放回这个文件（或设置 FIELD_KEYS）；"
            "见 docs/operators/backup.md。"
        )
    return _write(file, "k1:" + base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode())


def demo_password(paths: Paths) -> str:
    """The password of all demo people; the same one on every start."""
    file = paths.secrets / "demo_password"
    given = os.environ.get("DEMO_PASSWORD")
    return given or _read(file) or _write(file, _readable_password())


def _readable_password() -> str:
    """Letters of both cases and digits, so that the portal's own password rule accepts it."""
    while True:
        password = "".join(secrets.choice(READABLE) for _ in range(READABLE_LENGTH))
        kinds = (str.islower, str.isupper, str.isdigit)
        if all(any(kind(letter) for letter in password) for kind in kinds):
            return password


def fingerprints(keys: str) -> list[str]:
    """Tells field keys apart without giving anything of them away."""
    return [
        hashlib.sha256(b"portal field key " + one.strip().encode()).hexdigest()[:16]
        for one in keys.split(",")
    ]
