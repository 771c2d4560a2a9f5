"""Rows going in and out: by workbook, by list, and the words in which programs and files speak of fields."""
