"""Sheets, figures and totals as files: the paper table that can be filled and read again, and lists."""
