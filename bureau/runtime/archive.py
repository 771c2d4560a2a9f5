"""The backup file: a zip with the database dump, the attachments and a manifest of checksums.

The dump is streamed in, so a backup needs no second copy of itself on the disk.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from bureau.runtime.trouble import Trouble

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
MEDIA = "media/"
CHUNK_BYTES = 1024 * 1024


@dataclass
class Manifest:
    """What the backup holds. `rows` are the row counts of the very snapshot that was dumped."""

    made_at: str
    postgres: int
    migrations: list[str]
    field_keys: list[str]
    rows: dict[str, int]
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


class Writer:
    """Adds members and remembers their checksums; the manifest goes in last."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self._manifest = manifest

    def add_stream(self, name: str, stream: IO[bytes], *, compress: bool) -> None:
        member = zipfile.ZipInfo(name)
        member.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        member.external_attr = 0o600 << 16
        digest = hashlib.sha256()
        with self._archive.open(member, "w", force_zip64=True) as output:
            while chunk := stream.read(CHUNK_BYTES):
                digest.update(chunk)
                output.write(chunk)
        self._manifest.files[name] = digest.hexdigest()

    def add_folder(self, folder: Path) -> None:
        """Adds every file below; one that is deleted meanwhile is no longer part of the portal."""
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() or not path.is_file():
                continue
            try:
                stream = path.open("rb")
            except FileNotFoundError:
                continue
            with stream:
                self.add_stream(MEDIA + path.relative_to(folder).as_posix(), stream, compress=True)

    def finish(self) -> None:
        self._archive.writestr(MANIFEST, json.dumps(asdict(self._manifest), ensure_ascii=False, indent=1))


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        fields = json.loads(archive.read(MANIFEST))
        manifest = Manifest(**fields)
    except (KeyError, ValueError, TypeError) as error:
        raise Trouble("这不是门户的备份文件：里面没有可读的清单。") from error
    if manifest.format != FORMAT:
        raise Trouble(f"备份文件是第 {manifest.format} 版格式，这个门户只认识第 {FORMAT} 版。请先升级门户。")
    return manifest


def verify(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Raises Trouble for a member that is missing, added, changed or badly named."""
    present = {member.filename for member in archive.infolist()} - {MANIFEST}
    if present != set(manifest.files) or DUMP not in present:
        odd = "、".join(sorted(present ^ set(manifest.files))[:5]) or DUMP
        raise Trouble(f"备份文件不完整：清单与内容不符（{odd}）。")
    for name, expected in manifest.files.items():
        if name != DUMP and not _is_safe(name):
            raise Trouble(f"备份文件里有不允许的文件名：{name!r}。")
        digest = hashlib.sha256()
        try:
            with archive.open(name) as stream:
                while chunk := stream.read(CHUNK_BYTES):
                    digest.update(chunk)
        except (zipfile.BadZipFile, EOFError, OSError) as error:
            raise Trouble(f"备份文件已损坏：读不出 {name}。") from error
        if digest.hexdigest() != expected:
            raise Trouble(f"备份文件已损坏：{name} 的校验值不符。")


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    return name.startswith(MEDIA) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def extract_media(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    for name in _media_names(manifest):
        target = folder / name.removeprefix(MEDIA)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with archive.open(name) as stream, target.open("wb") as output:
            while chunk := stream.read(CHUNK_BYTES):
                output.write(chunk)


def _media_names(manifest: Manifest) -> Iterator[str]:
    return (name for name in manifest.files if name.startswith(MEDIA))
