"""Registers and their rows under /api/v1/."""
