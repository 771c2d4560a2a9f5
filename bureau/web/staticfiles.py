"""Static files under names that carry their hash, so that browsers may keep them for a year."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    """Hashed names once `collectstatic` has run; plain names before, so that tests and a first look need no step.

    Imports between our ES modules are rewritten too: a module that arrived under two names would run twice. Modules
    of other packages import by bare names, which no file name can answer, so they are left as they are.
    """

    manifest_strict = False
    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("web/js/*.js", _IMPORTS))

    def stored_name(self, name: str) -> str:
        if not self.hashed_files:
            return name
        return str(super().stored_name(name))
