"""Runs every command that the README shows, and holds the output it shows against the real one."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from hub import Hub
from loopback import ROOT, Answer, WebServer, scrapy
from test_crawl import comparison

README = (ROOT / "README.md").read_text(encoding="utf-8")
HOME = "datasets/comparisons"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def sessions() -> list[tuple[str, str]]:
    """Commands and what they print, from console blocks; a command ends where its quotes do."""
    found = []
    for block in blocks("console"):
        for part in block.split("$ ")[1:]:
            lines = part.splitlines(keepends=True)
            end = next(n for n in range(1, len(lines) + 1) if "".join(lines[:n]).count('"') % 2 == 0)
            found.append(("".join(lines[:end]).strip(), "".join(lines[end:])))
    return found


def commands() -> list[str]:
    """Commands that are shown without their output."""
    return [line for block in blocks("sh") for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme")
    run = scrapy("crawl", "comparisons", dataset=path)
    assert (run.returncode, run.stderr) == (0, "")
    return path


@pytest.mark.parametrize(("command", "output"), sessions())
def test_output_is_what_the_readme_shows(dataset: Path, command: str, output: str) -> None:
    program, *args = shlex.split(command)
    assert program == "scrapy"
    assert scrapy(*args, dataset=dataset).stdout == output


@pytest.mark.parametrize("command", commands())
def test_a_command_works(dataset: Path, command: str) -> None:
    program, *args = shlex.split(command)
    if program == "make":
        dry = subprocess.run(["make", "--dry-run", *args], cwd=ROOT, capture_output=True, text=True)
        assert dry.returncode == 0, dry.stderr
    elif program == ".":
        assert args == [".venv/bin/activate"]
    elif any("CONTACT=" in arg for arg in args):
        _crawl_stand_in(dataset, args)
    else:
        fixtures = ["-s", f"FIXTURES_DIR={dataset / 'fixtures'}"]
        shown = [arg.replace(HOME, str(dataset)) for arg in args]
        with Hub() as hub:
            run = scrapy(*shown, *fixtures, dataset=dataset, environment=hub.environment(dataset / "home"))
        assert (run.returncode, run.stderr) == (0, "")


def _crawl_stand_in(dataset: Path, args: list[str]) -> None:
    """Crawl a server of our own in place of the live site, with the options shown."""
    with WebServer({"/compare/a-vs-b": Answer(comparison("A", "B"))}) as server:
        start = f"start={server.url('/compare/a-vs-b')}"
        shown = [start if arg.startswith("start=") else arg for arg in args]
        if start not in shown:
            shown += ["-a", start]
        run = scrapy(*shown, "-s", "DOWNLOAD_DELAY=0", dataset=dataset / "live")
    assert (run.returncode, run.stderr) == (0, "")
    assert server.headers[0]["user-agent"].endswith("(+you@example.org)")


@pytest.mark.parametrize("code", blocks("python"))
def test_code_runs(dataset: Path, code: str) -> None:
    names: dict[str, object] = {}
    exec(code.replace("connect()", f"connect({str(dataset)!r})"), names)
    assert "tools" in names or "SITE" in names


def test_every_command_is_in_the_readme() -> None:
    for path in (ROOT / "crawler" / "commands").glob("[!_]*.py"):
        assert any(command.startswith(f"scrapy {path.stem} ") for command in (f"{each} " for each in commands()))
