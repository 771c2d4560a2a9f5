"""`portal restore FILE`: a fresh database beside the current one, looked through, then put in its place."""

import datetime
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from bureau.runtime import database
from bureau.runtime.archive import DUMP, Manifest, extract_media, read_manifest, verify
from bureau.runtime.backup import binaries_for, callers_path, media_folder
from bureau.runtime.commands import Session, reachable_servers, run_in_foreground
from bureau.runtime.keys import fingerprints, place_of_field_keys
from bureau.runtime.lock import read_owner
from bureau.runtime.paths import Paths
from bureau.runtime.trouble import Trouble

PEOPLE_TABLE = "organisation_user"
# The time zone of the portal's pages; settings are not read here, because they need what is being restored.
ZONE = ZoneInfo("Asia/Shanghai")
CHECKS = (("rollup_verify", "汇总"), ("audit_verify", "审计链"))


def restore(paths: Paths, file: Path, *, force: bool, say: Callable[[str], None]) -> int:
    """Returns 1 when the restored data does not pass its own checks."""
    source = callers_path(file)
    try:
        archive = zipfile.ZipFile(source)
    except FileNotFoundError as error:
        raise Trouble(f"没有这个文件：{source}") from error
    except zipfile.BadZipFile as error:
        raise Trouble(f"{source} 不是门户的备份文件，或者没有传完整。") from error
    with archive:
        manifest = read_manifest(archive)
        verify(archive, manifest)
        counted = f"{sum(manifest.rows.values())} 行，{len(manifest.files) - 1} 个附件"
        say(f"备份文件完好：{local_time(manifest.made_at)} 备份，{counted}。")
        with reachable_servers(paths, "restore", say=say) as session:
            return _restore(paths, session, archive, manifest, force=force, say=say)


def _restore(
    paths: Paths,
    session: Session,
    archive: zipfile.ZipFile,
    manifest: Manifest,
    *,
    force: bool,
    say: Callable[[str], None],
) -> int:
    url = session.servers.database_url
    media = media_folder(session, paths)
    if not set(manifest.field_keys) <= set(fingerprints(session.env["FIELD_KEYS"])):
        say(
            f"注意：备份时的字段加密钥匙（指纹 {'、'.join(manifest.field_keys)}）与现在的不同，加密字段将读不出来。"
            f"请把当时的钥匙放回：{place_of_field_keys(paths)}。"
        )
    if not force and not _is_empty(url, media):
        raise Trouble(
            "这个门户里已有数据，没有改动任何内容。确认要用备份覆盖它，请加 --force（建议先备份一次）。"
        )
    _require_known(session, paths, manifest)
    fresh = f"{database.name_of(url)}_restore"
    fresh_url = database.with_database(url, fresh)
    database.create_fresh(url, fresh)
    try:
        say("正在载入数据库……")
        with archive.open(DUMP) as dump:
            database.fill(binaries_for(session), fresh_url, dump)
        _require_same_rows(fresh_url, manifest)
        env = {**session.env, "DATABASE_URL": fresh_url}
        if run_in_foreground(_manage(paths, "migrate", "--verbosity", "0"), env, paths.root) != 0:
            raise Trouble("备份的数据没能升级到当前版本，原来的数据没有改动。原因见上。")
        unfinished = media.with_name(f"{media.name}.restoring")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700, parents=True)
        extract_media(archive, manifest, unfinished)
        database.replace(url, fresh)
        shutil.rmtree(media, ignore_errors=True)
        unfinished.rename(media)
    except BaseException:
        database.drop(url, fresh)
        raise
    say("数据已恢复，行数与备份一致。正在核对……")
    return _report(paths, session, say)


def who_restarts(paths: Paths) -> str:
    """A database of the operator's own may serve a portal here, portals elsewhere, or none."""
    owner = read_owner(paths.lock)
    if owner is not None and owner.is_alive:
        return "门户正在运行：请重新启动它，让所有进程用上恢复后的数据。"
    return "如果另有门户进程（web、worker、beat）连着这个数据库，请重新启动它们。"


def local_time(moment: str) -> str:
    """A stamp of the manifest in the time of the portal."""
    return f"{datetime.datetime.fromisoformat(moment).astimezone(ZONE):%Y-%m-%d %H:%M}"


def _manage(paths: Paths, *arguments: str) -> list[str]:
    return [sys.executable, str(paths.root / "manage.py"), *arguments]


def _is_empty(url: str, media: Path) -> bool:
    if media.is_dir() and any(media.iterdir()):
        return False
    with database.cursor(url) as looking:
        if PEOPLE_TABLE not in database.table_names(looking):
            return True
        return database.row_counts(looking)[PEOPLE_TABLE] == 0


def _require_known(session: Session, paths: Paths, manifest: Manifest) -> None:
    """A backup of a newer portal would be cut down to what this one knows."""
    code = {f"{file.parents[1].name}.{file.stem}" for file in paths.root.glob("**/migrations/[0-9]*.py")}
    labels = {name.partition(".")[0] for name in code}
    newer = [name for name in manifest.migrations if name.partition(".")[0] in labels and name not in code]
    if newer:
        raise Trouble(f"备份来自较新版本的门户（{newer[0]}），请先升级这里的门户再恢复。")


def _require_same_rows(url: str, manifest: Manifest) -> None:
    with database.cursor(url) as looking:
        loaded = database.row_counts(looking)
    if loaded != manifest.rows:
        differing = sorted(
            table
            for table in loaded.keys() | manifest.rows.keys()
            if loaded.get(table) != manifest.rows.get(table)
        )
        raise Trouble(f"载入后的行数与备份不符（{'、'.join(differing)}），原来的数据没有改动。")


def _report(paths: Paths, session: Session, say: Callable[[str], None]) -> int:
    sound = True
    for command, title in CHECKS:
        passed = run_in_foreground(_manage(paths, command), session.env, paths.root) == 0
        say(f"{title}核对{'一致' if passed else '发现问题，见上'}（{command}）。")
        sound = sound and passed
    if not session.is_ours:
        say(who_restarts(paths))
    return 0 if sound else 1
