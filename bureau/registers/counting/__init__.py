"""From rows to figures: rules, tallies, counted cells, and differences that wait for a decision."""
