"""What the registers say to the rooms below: how many rows a figure was counted from."""

from bureau.registers.counting.tracing import rows_of
from bureau.totals.tracing import count_rows_by

count_rows_by(rows_of)
