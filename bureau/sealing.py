"""Personal data at rest: sealed with AES-256-GCM, and found again by a blind index.

`FIELD_KEYS` holds keys as `name:base64`. The first one seals, all of them open, so a key is changed by putting a new
one in front. Blind indexes are made with the last one, which therefore stays at the end for as long as they are used.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from functools import cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_NONCE: Final = 12
# 96 bits of the index tell any two of a bureau's people apart, and say nothing about either of them.
_INDEX_BYTES: Final = 12


class Unopenable(Exception):
    """The sealed text was made with a key this installation no longer has, or it has been tampered with."""


def seal(text: str, purpose: str) -> str:
    """The text as `key:base64`. `purpose` (table and column) goes into the seal: moved elsewhere it does not open."""
    name, key = next(iter(_keys().items()))
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), purpose.encode())
    return f"{name}:{base64.b64encode(nonce + sealed).decode()}"


def unseal(token: str, purpose: str) -> str:
    """The text again. Raises `Unopenable`."""
    name, _, body = token.partition(":")
    key = _keys().get(name)
    if key is None:
        raise Unopenable(f"No field key is named {name!r}")
    try:
        raw = base64.b64decode(body, validate=True)
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], purpose.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise Unopenable("The sealed text does not open") from error


def blind_index(text: str, kind: str) -> str:
    """The same short string for the same text of one kind (an ID number, a phone), wherever it stands."""
    digest = hmac.new(_index_key(), f"{kind}\x00{text}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:_INDEX_BYTES]).decode()


@cache
def _keys() -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for entry in settings.FIELD_KEYS:
        name, _, body = entry.partition(":")
        try:
            keys[name] = base64.urlsafe_b64decode(body)
        except (binascii.Error, ValueError) as error:
            raise ImproperlyConfigured(f"FIELD_KEYS 里的钥匙 {name} 不是 base64，请核对。") from error
        if len(keys[name]) != 32:
            raise ImproperlyConfigured(f"FIELD_KEYS 里的钥匙 {name} 不是 32 字节，请核对。")
    if not keys:
        raise ImproperlyConfigured(
            "FIELD_KEYS 未设置，不能保存个人信息。请用 ./portal 启动（首次启动会自动生成）。"
        )
    return keys


@cache
def _index_key() -> bytes:
    oldest = list(_keys().values())[-1]
    return hmac.new(oldest, b"blind index", hashlib.sha256).digest()


def purge_pepper() -> str:
    """What is mixed into the blind indexes of purged rows, so that no ID number leads to them any more."""
    return hmac.new(_index_key(), b"purged rows", hashlib.sha256).hexdigest()
