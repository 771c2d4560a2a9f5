"""The pages of the sheets: my month, the grid, one cell, review."""
