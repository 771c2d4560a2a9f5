"""`portal backup FILE`: one file with everything but the keys."""

import datetime
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

from bureau.runtime.archive import DUMP, Manifest, Writer
from bureau.runtime.commands import Session, reachable_servers
from bureau.runtime.database import applied_migrations, client, require_success, row_counts, snapshot
from bureau.runtime.keys import fingerprints, place_of_field_keys
from bureau.runtime.paths import Paths
from bureau.runtime.postgres import find_binaries
from bureau.runtime.trouble import Trouble


def callers_path(file: Path) -> Path:
    """A file name as the person who typed it means it."""
    return Path(os.environ.get("PORTAL_CWD") or os.getcwd(), file)


def media_folder(session: Session, paths: Paths) -> Path:
    return Path(session.env.get("MEDIA_ROOT") or paths.data / "media")


def binaries_for(session: Session) -> Path:
    """The clients that fit the server: an older pg_dump refuses a newer server."""
    return session.servers.postgres.binaries if session.servers.postgres else find_binaries()


def backup(paths: Paths, file: Path, *, say: Callable[[str], None]) -> int:
    """Writes the file, complete or not at all."""
    target = callers_path(file)
    if not target.parent.is_dir():
        raise Trouble(f"没有这个目录：{target.parent}")
    unfinished = target.with_name(f".{target.name}.unfinished")
    with reachable_servers(paths, "backup", say=say) as session:
        try:
            fd = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(fd, "w+b") as stream:
                manifest = _write(session, paths, zipfile.ZipFile(stream, "w"))
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    say(
        f"已备份到 {target}：{len(manifest.rows)} 张表、{sum(manifest.rows.values())} 行、"
        f"{len(manifest.files) - 1} 个附件，{target.stat().st_size / 1024 / 1024:.1f} MB。"
    )
    say(
        f"字段加密钥匙（指纹 {'、'.join(manifest.field_keys)}）不在备份里，请另行保管：{place_of_field_keys(paths)}。"
    )
    return 0


def _write(session: Session, paths: Paths, archive: zipfile.ZipFile) -> Manifest:
    url = session.servers.database_url
    with archive, snapshot(url) as (looking, name):
        looking.execute("SHOW server_version_num")
        found = looking.fetchone()
        manifest = Manifest(
            made_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            postgres=int(str(found[0])) // 10_000 if found else 0,
            migrations=applied_migrations(looking),
            field_keys=fingerprints(session.env["FIELD_KEYS"]),
            rows=row_counts(looking),
        )
        writer = Writer(archive, manifest)
        process = client(
            binaries_for(session),
            "pg_dump",
            url,
            "--format=custom",
            f"--snapshot={name}",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        if process.stdout is None:
            raise AssertionError("pg_dump was started with a pipe")
        writer.add_stream(DUMP, process.stdout, compress=False)
        require_success(process, "导出数据库")
        writer.add_folder(media_folder(session, paths))
        writer.finish()
    return manifest
