"""What can go wrong in a way the person at the keyboard can mend."""

import errno
import shutil
from pathlib import Path

LEAST_FREE_BYTES = 300 * 1024 * 1024


class Trouble(Exception):
    """Its text is a whole Chinese sentence that says what to do; it is printed without a traceback."""


class Stopped(Exception):
    """Somebody asked the command to end (Ctrl-C or SIGTERM) while it was still waiting for something."""


def require_free_space(place: Path) -> None:
    """Raises Trouble where PostgreSQL would soon stop for want of space."""
    free = shutil.disk_usage(place).free
    if free < LEAST_FREE_BYTES:
        raise Trouble(
            f"磁盘空间不足：{place} 所在分区只剩 {free // 1024 // 1024} MB，"
            f"至少需要 {LEAST_FREE_BYTES // 1024 // 1024} MB。请清理磁盘，或用 PORTAL_DATA 换一个目录。"
        )


def sentence_for(error: OSError) -> str:
    """The operating system's refusals that an operator meets, in words; anything else as the system says it."""
    where = f"（{error.filename}）" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘已满{where}：请清理磁盘后重试，或用 PORTAL_DATA 换一个目录。"
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            f"没有权限{where}：数据目录可能是别的用户（如 root）建立的。"
            "请换回那个用户，或用 PORTAL_DATA 换一个目录。"
        )
    if error.errno == errno.EROFS:
        return f"文件系统是只读的{where}：请用 PORTAL_DATA 换一个可以写的目录。"
    return f"操作系统拒绝了一项操作{where}：{error}。"


def last_lines(log: Path, count: int = 6) -> str:
    """The end of a log file, indented, for a message about the program that wrote it."""
    try:
        with log.open("rb") as stream:
            stream.seek(max(0, log.stat().st_size - 8192))
            lines = stream.read().decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return ""
    return "\n".join(f"    {line}" for line in lines[-count:])
