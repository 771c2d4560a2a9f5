"""What the catalogue adds to the long work: the import of targets."""

from bureau.catalogue.importing import TARGETS
from bureau.uploads.kinds import add_import_kind

add_import_kind(TARGETS)
