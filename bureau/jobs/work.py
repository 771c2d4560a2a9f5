"""The one kind of job that this room does itself."""

from bureau.jobs.exports import EXPORT, may_still, run_export
from bureau.jobs.registry import job

job(EXPORT, label="导出", may=may_still)(run_export)
