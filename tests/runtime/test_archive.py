"""A backup file is believed only when every byte of it is what the manifest says."""

import io
import json
import zipfile
from dataclasses import asdict

import pytest

from bureau.runtime.archive import DUMP, MANIFEST, Manifest, Writer, read_manifest, verify
from bureau.runtime.trouble import Trouble


def manifest() -> Manifest:
    return Manifest(
        made_at="2026-11-01T00:00:00+00:00", postgres=18, migrations=[], field_keys=["ab"], rows={}
    )


def written(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        writer = Writer(archive, manifest())
        for name, content in members:
            writer.add_stream(name, io.BytesIO(content), compress=name != DUMP)
        writer.finish()
    return buffer.getvalue()


def verified(content: bytes) -> Manifest:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = read_manifest(archive)
        verify(archive, found)
        return found


def test_an_untouched_file_is_believed() -> None:
    found = verified(written((DUMP, b"rows"), ("media/2026/附件.txt", b"text")))
    assert sorted(found.files) == [DUMP, "media/2026/附件.txt"]


def test_a_changed_byte_is_found() -> None:
    content = bytearray(written((DUMP, b"these rows are stored as they are")))
    content[content.index(b"stored")] ^= 1
    with pytest.raises(Trouble, match="已损坏"):
        verified(bytes(content))


def test_a_member_changed_together_with_its_zip_checksum_is_found() -> None:
    honest = written((DUMP, b"honest"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(honest)) as source, zipfile.ZipFile(buffer, "w") as forged:
        forged.writestr(DUMP, b"forged")
        forged.writestr(MANIFEST, source.read(MANIFEST))
    with pytest.raises(Trouble, match="校验值不符"):
        verified(buffer.getvalue())


def test_a_missing_and_an_added_member_are_found() -> None:
    honest = written((DUMP, b"rows"), ("media/a", b"a"))
    for dropped, added in (("media/a", ""), ("", "media/b")):
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(honest)) as source, zipfile.ZipFile(buffer, "w") as other:
            for member in source.infolist():
                if member.filename != dropped:
                    other.writestr(member, source.read(member))
            if added:
                other.writestr(added, b"b")
        with pytest.raises(Trouble, match="清单与内容不符"):
            verified(buffer.getvalue())


@pytest.mark.parametrize("name", ["media/../../evil", "/etc/passwd", "other/x", "media/..\\evil"])
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    with pytest.raises(Trouble, match="不允许的文件名"):
        verified(written((DUMP, b"rows"), (name, b"x")))


def test_a_cut_off_file_is_no_backup() -> None:
    content = written((DUMP, b"rows"))
    with pytest.raises(zipfile.BadZipFile):
        verified(content[: len(content) // 2])


def test_a_zip_without_manifest_and_a_newer_format_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", b"")
    with pytest.raises(Trouble, match="不是门户的备份文件"):
        verified(buffer.getvalue())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(MANIFEST, json.dumps({**asdict(manifest()), "format": 2}))
    with pytest.raises(Trouble, match="请先升级门户"):
        verified(buffer.getvalue())
