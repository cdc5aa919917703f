"""Goes through the session that CONTRIBUTING.md shows, in a copy of the project, and holds it to its output."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from loopback import ROOT, SCRAPY, Answer, WebServer, user_environment

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PAGE = ROOT / "tests" / "fixtures" / "generic" / "priced-table.html"
ADDRESS = "http://toolbench.example/compare/pebblecast-vs-lanternly"
COPIED = ("crawler", "normalize", "tests/fixtures", "tests/test_fixtures.py", "scrapy.cfg", "pyproject.toml")
NEW = {"normalize/sites/toolbench.py", "tests/fixtures/toolbench/table.html", "tests/fixtures/toolbench/table.json"}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def session() -> list[tuple[str, str]]:
    """Commands and what they print."""
    parts = [part.partition("\n") for block in blocks("console") for part in re.split(r"^\$ ", block, flags=re.M)[1:]]
    return [(command, output) for command, _, output in parts]


def steady(output: str) -> str:
    """Output without what differs from run to run: seconds, and how many other fixtures there are."""
    return re.sub(r"\d+ deselected in [\d.]+s", "N deselected in N s", output)


def files(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not {"__pycache__", ".pytest_cache"} & set(path.parts)}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the session needs of the project."""
    for name in COPIED:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return tmp_path


def run(command: str, project: Path, proxy: str) -> str:
    """What a command prints, in the copy, with one server answering for every http address."""
    path = f"{SCRAPY.parent}{os.pathsep}{os.environ['PATH']}"
    ours = {"PATH": path, "PYTHONPATH": str(project), "COLUMNS": "80"}
    ours |= {"http_proxy": proxy, "no_proxy": "", "NO_PROXY": ""}
    done = subprocess.run(
        command, shell=True, cwd=project, env=user_environment(ours), capture_output=True, text=True, timeout=120
    )
    assert done.stderr == "", done.stderr
    return done.stdout


def test_a_page_without_its_facts_is_told(project: Path) -> None:
    (project / "tests" / "fixtures" / "generic" / "lonely.html").write_text("<p>", encoding="utf-8")
    assert "{'generic/lonely': ['.html']}" in run("pytest -q tests/test_fixtures.py -k every_page", project, "")


def test_the_session_of_a_new_site_is_what_it_shows(project: Path) -> None:
    before = files(project)
    (code,) = blocks("python")
    (project / "normalize" / "sites" / "toolbench.py").write_text(code, encoding="utf-8")
    with WebServer({ADDRESS: Answer(PAGE.read_bytes())}) as server:
        for command, output in session():
            assert steady(run(command, project, server.url("/"))) == steady(output)
    assert files(project) - before == NEW
    assert server.asked == ["http://toolbench.example/robots.txt", ADDRESS]
    assert server.headers[-1]["user-agent"].endswith("(+you@example.org)")
