"""Runs every notebook on a freshly crawled sample dataset, and holds what is committed against what comes out."""

import re
import shutil
from pathlib import Path

import nbformat
import numpy as np
import pytest
from handmade import built, fetched, reading
from loopback import ROOT
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook
from test_panel import page

from notebooks import NOTEBOOKS, code, executed, figures, lay_out, outputs, prose, read

REMEDY = "run `make executed` and read what has changed"
NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
# Dates, times of day, folders of a machine, and where a kernel or a test keeps what it makes.
MACHINE = re.compile(
    r"\b\d{4}-\d\d-\d\d\b|\b\d\d?:\d\d\b|(?<![\w.<])/(?:tmp|home|root|Users|private|var|opt|usr)/|site-packages|ipykernel_"
)

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("notebooks"))


@each
def test_a_notebook_shows_what_a_fresh_run_shows(copies: Path, path: Path) -> None:
    fresh = executed(copies / path.name)
    assert [text for text in outputs(fresh) if text.startswith("stderr: ")] == []
    assert outputs(read(path)) == outputs(fresh), REMEDY
    pairs = list(zip(figures(read(path)), figures(fresh), strict=True))
    assert pairs
    assert [n for n, (shown, drawn) in enumerate(pairs, 1) if not look_alike(shown, drawn)] == [], REMEDY


def look_alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two figures differ by less than a dot of a plot."""
    return one.shape == other.shape and float((np.abs(one - other).max(axis=2) > 0.5).mean()) < 5e-5


@pytest.mark.parametrize(
    ("slugs", "said"),
    [
        (["one", "two", "three"], ["No listing here has votes of both"]),  # other names, and no community
        ([], ["nobody can be the only one", "no agreement to measure", "no pair to look at", "Too few listings here"]),
    ],
    ids=["others", "nobody"],
)
def test_notebooks_run_on_another_dataset(tmp_path: Path, slugs: list[str], said: list[str]) -> None:
    """All in one kernel, one after the other, which takes a quarter of the time."""
    dataset = tmp_path / "datasets" / "comparisons"
    built(
        dataset,
        fetched(page("/compare/all", "four", "five", *slugs) if slugs else reading("/compare/a-vs-b", "a", "b")),
    )
    folder = Path(shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks"))
    cells = [new_code_cell(cell.source) for path in NOTEBOOKS for cell in code(read(path))]
    nbformat.write(new_notebook(cells=cells), folder / "all.ipynb")
    texts = outputs(executed(folder / "all.ipynb"))
    assert [text for text in texts if text.startswith("stderr: ")] == []
    assert [words for words in said if not any(text.startswith("stdout: ") and words in text for text in texts)] == []


@each
def test_a_notebook_is_committed_as_it_ran(path: Path) -> None:
    cells = code(read(path))
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1)), REMEDY


@each
def test_a_notebook_opens_the_dataset_in_its_first_cell_and_ends_in_prose(path: Path) -> None:
    notebook = read(path)
    assert [cell.cell_type for cell in notebook.cells[:2]] == ["markdown", "code"]
    assert "scrapy crawl comparisons" in notebook.cells[0].source
    assert '"../datasets/comparisons"' in notebook.cells[1].source and "connect(" in notebook.cells[1].source
    assert [cell.source.count("../datasets") for cell in code(notebook)[1:]] == [0] * (len(code(notebook)) - 1)
    assert [cell.source.count("connect(") for cell in code(notebook)[1:]] == [0] * (len(code(notebook)) - 1)
    assert notebook.cells[-1].cell_type == "markdown" and "## What " in notebook.cells[-1].source


@each
def test_every_number_in_prose_was_computed(path: Path) -> None:
    notebook = read(path)
    computed = {number for text in outputs(notebook) for number in NUMBER.findall(text)}
    stated = {number for cell in code(notebook) for number in NUMBER.findall(cell.source)}
    assert set(NUMBER.findall(prose(notebook))) - computed - stated == set()


@each
def test_a_notebook_names_no_machine_and_no_time(path: Path) -> None:
    notebook = read(path)
    assert [text for text in outputs(notebook) if MACHINE.search(text)] == []
    assert [cell.id for cell in notebook.cells if set(cell.metadata) - {"tags"}] == []


@each
def test_cells_are_short(path: Path) -> None:
    assert [cell.id for cell in code(read(path)) if len(cell.source.splitlines()) > 20] == []


@pytest.mark.parametrize(
    "source", ["import warnings; warnings.warn('old')", "import sys; print('oh', file=sys.stderr)"]
)
def test_a_warning_is_seen(tmp_path: Path, source: str) -> None:
    nbformat.write(new_notebook(cells=[new_code_cell(source)]), tmp_path / "warns.ipynb")
    assert any(text.startswith("stderr: ") for text in outputs(executed(tmp_path / "warns.ipynb")))


def test_an_error_is_raised(tmp_path: Path) -> None:
    nbformat.write(new_notebook(cells=[new_code_cell("1 / 0")]), tmp_path / "fails.ipynb")
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        executed(tmp_path / "fails.ipynb")


def test_a_moved_dot_is_seen() -> None:
    figure = np.ones((500, 900, 4))
    moved = figure.copy()
    moved[100:108, 100:108, :3] = 0
    assert look_alike(figure, figure.copy()) and not look_alike(figure, moved)


def test_the_readme_names_every_notebook() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in NOTEBOOKS if f"(notebooks/{path.name})" not in readme] == []
