"""Pages of corrections and reopenings."""
