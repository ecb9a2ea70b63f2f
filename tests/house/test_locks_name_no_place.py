"""The locked requirements pin and hash everything, and name no host and no folder."""

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
LOCKS = sorted(REQUIREMENTS.glob("*.txt"))


def pinned(lock: Path) -> dict[str, str]:
    """Return the versions a lock holds."""
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE))


def test_there_are_the_two_locks() -> None:
    assert [lock.name for lock in LOCKS] == ["base.txt", "test.txt"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host_and_no_folder(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if "://" in line or "file:" in line or "--find-links" in line] == []
    assert re.findall(r"(?<![\w-])/[a-z]+/", text) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pinned_package_has_a_hash(lock: Path) -> None:
    blocks = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    assert [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_the_tests_run_on_what_the_school_runs_on() -> None:
    tests = pinned(REQUIREMENTS / "test.txt")
    assert {name: tests.get(name) for name in pinned(REQUIREMENTS / "base.txt")} == pinned(REQUIREMENTS / "base.txt")


@pytest.mark.parametrize("wanted", ["base.in", "test.in", "lint.in"])
def test_what_we_ask_for_is_what_is_locked(wanted: str) -> None:
    asked = re.findall(
        r"^([A-Za-z0-9._-]+)(?:\[\w+\])?==(\S+)",
        (REQUIREMENTS / wanted).read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    locked = pinned(REQUIREMENTS / "test.txt")
    assert {name.lower(): locked.get(name.lower().replace("_", "-")) for name, _ in asked} == {
        name.lower(): version for name, version in asked
    }
