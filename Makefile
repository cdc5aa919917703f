# Needs Python 3.11 or later, pip and make; everything else goes into .venv.

VENV := .venv
EXTRAS ?= dev
INSTALLED := $(VENV)/installed-$(EXTRAS)
TABLES := datasets/comparisons/data
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.PHONY: crawl test notebooks executed clean

crawl: $(INSTALLED)
	$(VENV)/bin/scrapy crawl comparisons

test: $(INSTALLED)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# Opens Jupyter, on the sample dataset where there is no other yet.
notebooks: $(VENV)/installed-notebooks | $(TABLES)
	$(VENV)/bin/jupyter lab notebooks

$(TABLES): | $(VENV)/installed-notebooks
	$(VENV)/bin/scrapy crawl comparisons

# Writes the notebooks anew, as they come out of a freshly crawled sample dataset.
executed: $(INSTALLED)
	$(VENV)/bin/python tests/notebooks.py

clean:
	rm -rf $(VENV) *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Some systems ship Python without ensurepip: then its own pip fills the environment.
$(VENV)/installed-%: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; name one with make PYTHON=<path>" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { $(PYTHON) -m venv --clear --without-pip $(VENV) && \
		$(PYTHON) -m pip --python $(VENV)/bin/python install --quiet pip; }
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[$*]'
	@touch $@
