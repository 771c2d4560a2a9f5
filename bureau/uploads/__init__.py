"""Files that people hand in: the gate before any parsing, reading, the preview, and the import that follows it."""
