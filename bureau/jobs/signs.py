"""How the work in the background stands, for the system administrator."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from bureau.jobs.models import Job, JobState
from bureau.web.health import Sign, watch_signs

GIGABYTE = 1024**3
LEAST_FREE = GIGABYTE


def job_signs() -> list[Sign]:
    now = timezone.now()
    waiting = Job.objects.filter(state=JobState.QUEUED)
    oldest = waiting.order_by("pk").values_list("created_at", flat=True).first()
    waited = round((now - oldest).total_seconds()) if oldest else 0
    failed = Job.objects.filter(
        state=JobState.FAILED, finished_at__gt=now - datetime.timedelta(days=1)
    ).count()
    return [
        Sign("排队的任务", f"{waiting.count()} 个，最久等了 {waited} 秒", waited < 300),
        Sign("正在运行的任务", f"{Job.objects.filter(state=JobState.RUNNING).count()} 个"),
        Sign("一天内失败的任务", f"{failed} 个", failed == 0),
        *_storage_signs(),
    ]


def _storage_signs() -> list[Sign]:
    root = Path(settings.EXPORT_ROOT)
    place = next((folder for folder in (root, *root.parents) if folder.is_dir()), Path("/"))
    free = shutil.disk_usage(place).free
    kept = sum(path.stat().st_size for path in root.iterdir() if path.is_file()) if root.is_dir() else 0
    return [
        Sign("导出文件", f"{kept / 1024**2:.1f} MB"),
        Sign("磁盘剩余", f"{free / GIGABYTE:.1f} GB", free > LEAST_FREE),
    ]


watch_signs(job_signs)
