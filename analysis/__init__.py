"""Statistics over the tables. Knows nothing of crawling; imports from `normalize` at most."""
