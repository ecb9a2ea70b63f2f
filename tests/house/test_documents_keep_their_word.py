"""Documents link to what exists, name commands that exist, and the commands of the README really run."""

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").rglob("*.md")])
# Commands that take minutes, ask a person, or need a server: it is enough that they exist.
LONG = (
    "make run",
    "make test",
    "make check",
    "make format",
    "make bench",
    "make lock",
    "make clean",
    "make demo",
    "git clone",
    "cd ",
)


def name(file: Path) -> str:
    """Return a document's name inside the project."""
    return str(file.relative_to(ROOT))


def commands(file: Path) -> list[str]:
    """Return the lines of a document's ```sh blocks."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", file.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def targets() -> set[str]:
    """Return what the Makefile can make."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_leads_to_something(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text)]
    broken = [
        link
        for link in links
        if link and "://" not in link and not link.startswith("mailto:")
        if not (document.parent / unquote(link)).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_make_command_exists(document: Path) -> None:
    named = re.findall(r"`make ([a-z-]+)", document.read_text(encoding="utf-8"))
    named += [command.split()[1] for command in commands(document) if command.startswith("make ")]
    assert sorted(set(named) - targets()) == []


def test_the_readme_holds_the_two_commands() -> None:
    assert {"make run", "make test"} <= set(commands(ROOT / "README.md"))


@pytest.mark.parametrize(
    "command", [command for command in commands(ROOT / "README.md") if not command.startswith(LONG)]
)
def test_the_readmes_short_commands_run(command: str) -> None:
    outcome = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)  # noqa: S602  (our own README)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
