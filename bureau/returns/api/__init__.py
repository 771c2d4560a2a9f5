"""Sheets for programs: the same rules, in the same order, as the pages."""
