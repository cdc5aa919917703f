"""Properties draw the same examples in every run: red means a change. `--hypothesis-profile=search` draws new ones."""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, database=None)
settings.register_profile("search", derandomize=False)
settings.load_profile("steady")
