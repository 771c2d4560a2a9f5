"""Register rows of the demonstration: made so that counting them gives the figures that were printed."""
