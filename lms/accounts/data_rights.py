"""Who keeps what about a person: each app says how its part is handed over and how it goes.

An app registers once, in its AppConfig.ready. The download then holds its part, and deleting a person erases it,
without this floor knowing the apps above.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lms.accounts.user import User

Export = Callable[[User], dict[str, Any]]
Erase = Callable[[User], object]  # what it returns is not looked at


@dataclass(frozen=True)
class Keeper:
    """One app that keeps something about people. `name` is its key in the download, for example "learning"."""

    name: str
    export: Export
    erase: Erase


_keepers: dict[str, Keeper] = {}


def register(name: str, *, export: Export, erase: Erase) -> None:
    """Add one app's part. A second part of the same name raises ValueError.

    `export` only reads, returns plain data (text, numbers, lists, dicts; times as ISO 8601 in UTC) and leaves out
    other people. `erase` runs inside the transaction that removes the person, before their row goes, and may be
    called twice.
    """
    keeper = Keeper(name, export, erase)
    if _keepers.setdefault(name, keeper) != keeper:
        raise ValueError(f"Two parts of a person's data are called {name!r}.")


def keepers() -> list[Keeper]:
    """Return every registered part, in the order of registration."""
    return list(_keepers.values())
