"""Rules over the whole tree: which way imports go, what lies where, and what no file may say."""

import ast
import json
import re
from pathlib import Path

import pytest
from loopback import ROOT

from normalize import CONTRACT_VERSION, __version__

GENERATED = {".git", ".venv", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__"}
GENERATED |= {"archive", "records", "builds", "data", "published", ".ipynb_checkpoints"}
WRITTEN = [
    path
    for path in sorted(ROOT.rglob("*"))
    if path.is_file() and not GENERATED & set(path.relative_to(ROOT).parts) and ".egg-info" not in str(path)
]
# Put together here, so that this file does not say what it forbids.
MACHINE_PATH = re.compile(rb"(?<![\w.])/(?:home|root|Users|work|opt|var/folders)" + rb"/[\w.-]+")
REGISTRY = re.compile(rb"(?:pypi|pythonhosted|npmjs|artifactory|devpi)\.?" + rb"(?:org|com|io|net)")
NOTEBOOKS = [path for path in WRITTEN if path.suffix == ".ipynb"]
SITES = [path.stem for path in sorted((ROOT / "normalize" / "sites").glob("[!_]*.py"))]


def modules(package: str) -> list[Path]:
    return [path for path in WRITTEN if path.suffix == ".py" and path.relative_to(ROOT).parts[0] == package]


def imported(path: Path) -> set[str]:
    """The packages that a module imports, wherever in it."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {name.partition(".")[0] for node in nodes for name in imported_modules(node)}


def imported_modules(node: ast.AST) -> set[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return {node.module}
    return set()


def cells_of(notebook: Path) -> list[ast.AST]:
    """The code of a notebook, as all its nodes."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return [node for cell in code for node in ast.walk(ast.parse(cell))]


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [
        ("normalize", {"scrapy", "twisted", "crawler", "analysis", "release", "tests"}),
        ("crawler", {"benchmarks", "tests", "duckdb"}),
        ("analysis", {"scrapy", "twisted", "crawler", "release", "benchmarks", "tests"}),
        ("release", {"scrapy", "twisted", "crawler", "benchmarks", "tests", "duckdb"}),
    ],
)
def test_imports_go_one_way(package: str, forbidden: set[str]) -> None:
    assert {str(path): found for path in modules(package) if (found := imported(path) & forbidden)} == {}


def test_one_command_alone_reports() -> None:
    assert [path.name for path in modules("crawler") if "analysis" in imported(path)] == ["report.py"]


def test_what_asks_the_hub_is_four_modules() -> None:
    code = [path for package in ("analysis", "crawler", "normalize", "release") for path in modules(package)]
    known = {path.name for path in code if imported(path) & {"hf_xet", "httpx2", "huggingface_hub"}}
    assert known == {"account.py", "hub.py", "patience.py", "remote.py"}


def test_only_one_module_knows_the_database() -> None:
    code = [*modules("normalize"), *modules("analysis")]
    assert [path.name for path in code if "duckdb" in imported(path)] == ["database.py"]


def test_notebooks_know_tables_and_statistics_alone() -> None:
    ours = {"analysis", "benchmarks", "crawler", "normalize", "release", "tests"}
    for path in NOTEBOOKS:
        modules = {name for node in cells_of(path) for name in imported_modules(node)}
        known = {name for name in modules if name == "normalize.database" or name.startswith("analysis.")}
        assert {name for name in modules - known if name.partition(".")[0] in ours} == set(), path


def test_notebooks_hide_no_helpers() -> None:
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    for path in NOTEBOOKS:
        assert [ast.unparse(node) for node in cells_of(path) if isinstance(node, definitions)] == [], path


def test_datasets_hold_no_code() -> None:
    assert list((ROOT / "datasets").rglob("*.py")) == []


def test_modules_say_why_they_exist() -> None:
    packages = ("normalize", "crawler", "analysis", "release", "benchmarks", "tests")
    code = [path for package in packages for path in modules(package)]
    assert [path for path in code if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


def test_names_say_something() -> None:
    empty = re.compile(r"(?:utils?|helpers?|managers?|misc|common)")
    assert [path for path in WRITTEN if empty.fullmatch(path.stem)] == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = {
        str(path.relative_to(ROOT)): match.group()
        for path in WRITTEN
        for pattern in (MACHINE_PATH, REGISTRY)
        if (match := pattern.search(path.read_bytes()))
    }
    assert found == {}


def test_constraints_pin_versions_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


@pytest.mark.parametrize("site", [name for name in SITES if name != "sample"])
def test_every_site_has_a_fixture(site: str) -> None:
    assert list((ROOT / "tests" / "fixtures" / site).glob("*.json"))


def test_versions_agree() -> None:
    contract = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    assert contract.startswith(f"# The dataset contract, version {CONTRACT_VERSION}\n")
    assert f"\n## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
