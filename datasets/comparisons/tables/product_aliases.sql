-- One row per id of a product that another product has taken in.
from found_aliases
