"""Benchmarks: every result is a ratio to a limit measured in the same run, on the same data."""
