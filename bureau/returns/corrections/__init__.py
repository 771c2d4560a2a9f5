"""Changes of what is settled: asked for by the clerk, decided by somebody else, readable for good."""
