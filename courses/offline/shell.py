"""What a phone that saves lessons needs besides them: the page for "no network", and the scripts pages load when asked.

A test compares this list with what the pages really ask for.
"""

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.templatetags.static import static

WORKER = "js/worker.js"
# Loaded on a tap or a first move, never with the page: templates/frame/modules.html tells where they are.
MODULES = ("js/acts.js", "js/outbox.js", "js/sending.js", "js/saving.js", "js/shelf.js")
SHELL = (
    "css/tokens.css",
    "css/core.css",
    "css/components.css",
    "css/pages/learn.css",
    "js/site.js",
    *MODULES,
    "fonts/bricolage-750-latin.woff2",
    "img/favicon.svg",
    "img/art.svg",
)
COMPRESSED_ALREADY = frozenset({".woff2", ".png", ".jpg", ".jpeg", ".webp", ".gif"})


def shell_addresses() -> list[str]:
    """Return the addresses of the files that every saved page may need."""
    return [static(name) for name in SHELL]


def worker_parts(offline_page: str) -> dict[str, Any]:
    """Return what the service worker must know. `version` changes with any of the files."""
    addresses = [offline_page, *shell_addresses()]
    worker = static(WORKER)
    named = "\n".join([*addresses, worker, *(file_digest(name) for name in (*SHELL, WORKER))])
    return {
        "version": hashlib.sha256(named.encode()).hexdigest()[:12],
        "addresses": addresses,
        "offline": offline_page,
        "never": [*settings.EDITOR_PATHS, "/account/", "/documents/"],
        "kept": [settings.STATIC_URL, settings.MEDIA_URL],
    }


@cache
def file_digest(name: str) -> str:
    """Return a hash of a static file."""
    path = static_file(name)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else ""


def static_file(name: str) -> Path | None:
    """Return where a static file lies: collected on a server, in its source folder otherwise."""
    collected = Path(settings.STATIC_ROOT) / name
    if collected.is_file():
        return collected
    found = finders.find(name)
    return Path(found) if isinstance(found, str) else None


def bytes_of(address: str) -> int:
    """Return how many bytes a file of this site costs to load, compressed as it travels; 0 for what is no file."""
    if address.startswith(settings.STATIC_URL):
        return static_bytes(address.removeprefix(settings.STATIC_URL))
    name = address.removeprefix(settings.MEDIA_URL)
    return default_storage.size(name) if name != address and default_storage.exists(name) else 0


@cache
def static_bytes(name: str) -> int:
    """Return what a static file costs. Its name changes with its content on a server, so it is measured once."""
    path = static_file(name)
    if path is None:
        return 0
    content = path.read_bytes()
    return len(content if path.suffix in COMPRESSED_ALREADY else gzip.compress(content))
