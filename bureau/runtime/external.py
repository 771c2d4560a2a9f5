"""Servers that the operator runs: named by DATABASE_URL and REDIS_URL, looked at before anything starts."""

from urllib.parse import urlsplit

import environ
import psycopg2
import redis

from bureau.runtime.postgres import OLDEST_VERSION
from bureau.runtime.trouble import Trouble

PATIENCE_SECONDS = 5
SCHEMES = ("postgres", "postgresql")


def connection_arguments(url: str) -> dict[str, str | int]:
    """What psycopg2 needs to open the database that a DATABASE_URL names. Raises ValueError for another kind."""
    if urlsplit(url).scheme not in SCHEMES:
        raise ValueError("地址应以 postgres:// 开头")
    named = environ.Env.db_url_config(url)
    arguments = {
        "dbname": named["NAME"],
        "user": named["USER"],
        "password": named["PASSWORD"],
        "host": named["HOST"],
        "port": named["PORT"],
        **named.get("OPTIONS", {}),
    }
    return {key: value for key, value in arguments.items() if value not in ("", None)}


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    if parts.password is None:
        return url
    return parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", ":***@")).geturl()


def require_database(url: str) -> None:
    """Raises Trouble when the database cannot be reached or is too old."""
    try:
        connection = psycopg2.connect(**{"connect_timeout": PATIENCE_SECONDS, **connection_arguments(url)})
    except (psycopg2.Error, environ.ImproperlyConfigured, ValueError, UnicodeError) as error:
        reason = " ".join(str(error).split())
        raise Trouble(
            f"连不上 DATABASE_URL 指定的数据库（{_without_password(url)}）：{reason}。"
            "请检查地址、账户和网络；不设 DATABASE_URL 时门户自带数据库。"
        ) from error
    version = connection.server_version // 10_000
    connection.close()
    if version < OLDEST_VERSION:
        raise Trouble(f"DATABASE_URL 指定的 PostgreSQL 是 {version} 版，门户需要 {OLDEST_VERSION} 以上版本。")


def require_broker(url: str) -> None:
    """Raises Trouble when the Redis-compatible server cannot be reached."""
    parts = urlsplit(url)
    if parts.scheme == "redis+socket":
        url = f"unix://{parts.path}"
    try:
        client = redis.Redis.from_url(
            url, socket_connect_timeout=PATIENCE_SECONDS, socket_timeout=PATIENCE_SECONDS, retry=None
        )
        client.ping()
        client.close()
    except (redis.RedisError, OSError, ValueError) as error:
        raise Trouble(
            f"连不上 REDIS_URL 指定的服务（{_without_password(url)}）：{error}。"
            "请检查地址和网络；不设 REDIS_URL 时门户自带 Valkey。"
        ) from error
