"""Figures from workbooks: the month's sheet filled in a spreadsheet, and whole years of units and indicators."""
