"""审核关系: what the numbers of a sheet have to do with one another, and what to say when they do not agree."""
