"""The comforts of filling a sheet: blocks pasted whole, cumulative numbers, zeros for what did not happen."""
