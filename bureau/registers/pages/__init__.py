"""The pages of every register alike: index, list, row, form, steps, papers, and the printed ledger."""
