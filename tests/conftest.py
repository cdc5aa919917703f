"""Properties draw the same examples in every run: red means a change. `--hypothesis-profile=search` draws new ones.

Files that take long begin first, so that no process is left with one of them when the others have ended.
"""

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, database=None, deadline=None)
settings.register_profile("search", derandomize=False, deadline=None)
settings.load_profile("steady")

_LONG = "test_resume test_recrawl test_politeness test_render test_hostile test_build test_takedown test_crawl".split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first; the others keep their order."""
    items.sort(key=lambda item: _LONG.index(item.path.stem) if item.path.stem in _LONG else len(_LONG))
