"""Pages of the reporting calendar: progress and urging for reviewers, arrangements for the office."""
