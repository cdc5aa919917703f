"""Executes the notebooks on a freshly crawled sample dataset; as a command, writes them back as they came out."""

import base64
import io
import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

import nbformat
import numpy as np
from loopback import ROOT, scrapy, user_environment
from matplotlib import font_manager, image
from nbclient import NotebookClient
from nbformat import NotebookNode

NOTEBOOKS: Final = sorted((ROOT / "notebooks").glob("*.ipynb"))
# What a user has set would show in figures and messages.
_SETTINGS: Final = {"MATPLOTLIBRC", "MPLBACKEND", "PYTHONWARNINGS"}


def lay_out(folder: Path) -> Path:
    """Crawl the sample site into a folder and put the notebooks beside it, as they lie in the project."""
    run = scrapy("crawl", "comparisons", dataset=folder / "datasets" / "comparisons")
    assert (run.returncode, run.stderr) == (0, "")
    assert font_manager.fontManager.ttflist  # lists fonts on first use, which takes its time and says so
    return Path(shutil.copytree(ROOT / "notebooks", folder / "notebooks"))


def executed(path: Path) -> NotebookNode:
    """A notebook after all its cells have run, without what says where and when. Raises what a cell raises."""
    notebook = read(path)
    place = {"metadata": {"path": str(path.parent)}}
    own = {"PYTHONPATH": str(ROOT), "IPYTHONDIR": str(path.parent / ".ipython")}
    environment = {name: value for name, value in user_environment(own).items() if name not in _SETTINGS}
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False, resources=place)
    client.extra_arguments = ["--log-level=ERROR"]  # the kernel's own notes, not what cells say
    client.execute(env=environment)
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def read(path: Path) -> NotebookNode:
    """A notebook as it lies in a file."""
    return nbformat.read(path, as_version=4)


def code(notebook: NotebookNode) -> list[NotebookNode]:
    """Its cells of code."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook: NotebookNode) -> str:
    """Its texts, without code in them and where links lead."""
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return re.sub(r"`[^`]*`|\]\([^)]*\)", "", text)


def outputs(notebook: NotebookNode) -> list[str]:
    """What its cells have put out as text, in all forms."""
    return [words for cell in code(notebook) for output in cell.outputs for words in _words(output)]


def _words(output: NotebookNode) -> list[str]:
    if output.output_type == "stream":
        return [f"{output.name}: {output.text}"]
    return [value for kind, value in sorted(output.data.items()) if kind.startswith("text/")]


def figures(notebook: NotebookNode) -> list[np.ndarray]:
    """Its figures: height × width × colours, 0..1."""
    shown = [output.get("data", {}).get("image/png") for cell in code(notebook) for output in cell.outputs]
    return [image.imread(io.BytesIO(base64.b64decode(png))) for png in shown if png]


def main() -> None:
    """Write all notebooks back, executed."""
    with tempfile.TemporaryDirectory() as folder:
        copies = lay_out(Path(folder))
        for path in NOTEBOOKS:
            nbformat.write(executed(copies / path.name), path)


if __name__ == "__main__":
    main()
