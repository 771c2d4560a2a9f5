"""附件: what kinds of files a row takes, and the private store in which they lie under random names."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from bureau.jobs.run import file_name
from bureau.organisation.models import User
from bureau.registers.declarations import Register
from bureau.registers.models import Attachment
from bureau.registers.rows import Row
from bureau.uploads.child import MAX_BYTES, MAX_ENTRIES, MAX_REAL_BYTES
from bureau.uploads.storing import keep

MOST_PAPERS: Final = 30
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KINDS: Final = "pdf、jpg、png、docx、xlsx、doc、xls、wps、et、ofd、txt"
REFUSED: Final = f"只收 {KINDS} 文件，内容须与后缀一致，不能带宏。请另存为其中一种再传。"


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "registers"


def attach(register: Register, row: Row, file: UploadedFile[bytes], *, by: User) -> Attachment:
    """Keep a file with a row. Raises ValidationError with a sentence that says what to do."""
    name = file_name(PurePath((file.name or "").replace("\\", "/")).name)
    if (file.size or 0) > MAX_BYTES:
        raise ValidationError("文件超过 10 MB，请压缩或拆分后再传。")
    if not file.size:
        raise ValidationError("文件是空的，请检查后重新选择。")
    standing = Attachment.objects.filter(register=register.code, row_id=row.pk, removed_at=None)
    if standing.count() >= MOST_PAPERS:
        raise ValidationError(f"一行最多附 {MOST_PAPERS} 个文件，请先删除不用的，或合成一个文件。")
    data = file.read()
    if not fits(name, data):
        raise ValidationError(REFUSED)
    stored_as = keep(data, root())
    try:
        return Attachment.objects.create(
            register=register.code,
            row_id=row.pk,
            name=name,
            size=len(data),
            digest=hashlib.sha256(data).hexdigest(),
            stored_as=stored_as,
            by=by,
        )
    except Exception:  # whatever went wrong, no file stays without its line
        (root() / stored_as).unlink(missing_ok=True)
        raise


def remove(paper: Attachment) -> None:
    """Take a file away; that it was there stays in the history of the row."""
    paper.removed_at = timezone.now()
    paper.save(update_fields=["removed_at"])
    (root() / paper.stored_as).unlink(missing_ok=True)


def path_of(paper: Attachment) -> Path | None:
    """Where the file lies; None when it is gone or is not the file that was kept."""
    path = root() / PurePath(paper.stored_as).name
    return path if path.is_file() and path.stat().st_size == paper.size else None


def fits(name: str, data: bytes) -> bool:
    """Whether the file is of a kind we take, and is what its suffix says."""
    kind = _KINDS.get(PurePath(name).suffix.lower())
    return kind is not None and kind(data)


def _begins(*heads: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(heads)


def _package(*wanted: str) -> Callable[[bytes], bool]:
    """A zip of a sane size which holds one of the parts that make it a document, and no macros."""

    def fits_package(data: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                parts = package.infolist()
        except (zipfile.BadZipFile, ValueError, OSError):
            return False
        names = {part.filename for part in parts}
        sane = len(parts) <= MAX_ENTRIES and sum(part.file_size for part in parts) <= MAX_REAL_BYTES
        macros = any(name.lower().endswith(("vbaproject.bin", ".exe", ".js", ".vbs")) for name in names)
        return sane and not macros and any(name in names for name in wanted)

    return fits_package


def _text(data: bytes) -> bool:
    if b"\x00" in data:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


_KINDS: Final[dict[str, Callable[[bytes], bool]]] = {
    ".pdf": _begins(b"%PDF-"),
    ".jpg": _begins(b"\xff\xd8\xff"),
    ".jpeg": _begins(b"\xff\xd8\xff"),
    ".png": _begins(b"\x89PNG\r\n\x1a\n"),
    ".docx": _package("word/document.xml"),
    ".xlsx": _package("xl/workbook.xml"),
    ".ofd": _package("OFD.xml"),
    ".doc": _begins(_OLD_OFFICE),
    ".xls": _begins(_OLD_OFFICE),
    ".wps": _begins(_OLD_OFFICE),
    ".et": _begins(_OLD_OFFICE),
    ".txt": _text,
}
