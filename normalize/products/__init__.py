"""Products: which listings are the same thing, across slugs, spellings and sites."""
