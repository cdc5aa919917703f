-- One row per two listings of one product.
from found_links
