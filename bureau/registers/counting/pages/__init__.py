"""Pages of adoption and of the differences that wait."""
