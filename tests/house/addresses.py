"""Walks the resolver: every address that a view of ours answers, with an example path."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

from tests.house.url_table import EXAMPLES

OURS = ("lms.", "cms.", "courses.", "webinars.")
ADMIN = "admin/"


@dataclass(frozen=True)
class Address:
    """One pattern: its full name and a path that matches it but names nothing that exists."""

    name: str
    path: str
    module: str


def example(converter: object) -> str:
    """Return a value that a path converter accepts and that belongs to nothing."""
    if isinstance(converter, IntConverter):
        return "999999999"
    if isinstance(converter, UUIDConverter):
        return str(uuid.UUID(int=1))
    return "nothing-here"


def walk(resolver: URLResolver, prefix: str = "", namespaces: tuple[str, ...] = ()) -> Iterator[Address]:
    """Yield every address below a resolver."""
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from walk(pattern, path, inner)
        elif isinstance(pattern, URLPattern):
            callback = pattern.callback
            module = getattr(getattr(callback, "view_class", callback), "__module__", "")
            for argument, converter in pattern.pattern.converters.items():
                for written in (f"<{argument}>", *(f"<{kind}:{argument}>" for kind in KINDS)):
                    path = path.replace(written, example(converter))
            name = ":".join((*namespaces, pattern.name or ""))
            yield Address(name, EXAMPLES.get(name, "/" + path), module)


KINDS = ("row", "int", "str", "slug", "uuid", "path")


def ours() -> list[Address]:
    """Return the public addresses whose view is ours; the editor's own screens are behind one door and left out."""
    return [
        address
        for address in walk(get_resolver())
        if address.module.startswith(OURS) and not address.path.startswith("/" + ADMIN)
    ]
