"""The one kind of job that this room does itself."""

from bureau.jobs.registry import job
from bureau.uploads.importing import JOB, run_import

job(JOB, label="导入")(run_import)
