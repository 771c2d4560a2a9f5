"""Target completion, ranking, the page of one indicator, and the way down from a figure to where it came from.

Everything is read from totals, targets and the catalogue; nothing is written. What a page shows is worked out here
as frozen values, so that a template only prints.
"""
