"""Plugins that pytest loads before Django reads its settings."""
