"""collectstatic, but only when a static file changed: it costs more than the rest of a warm start."""

import hashlib
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

IGNORED = [
    # htmx's extension modules import it by a bare name, which hashed names cannot follow; no page uses them.
    "django_htmx/ext/*",
    # Two thirds of all bytes, for pages that the portal does not show.
    "drf_spectacular_sidecar/redoc",
    "rest_framework/*",
]


def sources_fingerprint() -> str:
    """Changes with any source file's name, size or time, and with the code that names the collected files."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list(IGNORED):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_if_changed() -> None:
    stamp = Path(settings.STATIC_ROOT) / ".sources"
    fingerprint = sources_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, ignore_patterns=IGNORED, verbosity=0)
    stamp.write_text(fingerprint)


if __name__ == "__main__":
    django.setup()
    collect_if_changed()
