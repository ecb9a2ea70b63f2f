"""What a document says, as canonical RDF. Vocabularies come from this folder; anything else is refused."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from courses.errors import BadgeRefused

FOLDER = Path(__file__).resolve().parent / "contexts"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
BUNDLED = {
    CREDENTIALS: "credentials-v2.json",
    **{f"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.{n}.json": f"open-badges-3.0.{n}.json" for n in (1, 2, 3)},
}
NO_BASE = "https://nowhere.invalid/"  # what is no full address shows up below it
Document = dict[str, Any]


@cache
def vocabulary(address: str) -> Document:
    """Return a bundled vocabulary. Raises BadgeRefused for any other address: nothing is ever fetched."""
    if address not in BUNDLED:
        raise BadgeRefused(f"It uses words from {address[:120]}, which is not a vocabulary we know.")
    read: Document = json.loads((FOLDER / BUNDLED[address]).read_text(encoding="utf-8"))
    return read


def load_bundled(address: str, options: Any = None) -> Document:
    """Answer PyLD's wish for a document, from the folder only."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": vocabulary(address),
    }


def check_vocabularies(document: Document) -> None:
    """Refuse a document whose words could mean something else than they say: unknown or home-made vocabularies."""
    contexts = document.get("@context")
    if not isinstance(contexts, list) or not contexts or contexts[0] != CREDENTIALS:
        raise BadgeRefused("It does not say that it is a verifiable credential of version 2.")
    for address in contexts:
        if not isinstance(address, str):
            raise BadgeRefused("It brings a vocabulary of its own, so its words could mean anything.")
        vocabulary(address)
    for name, value in document.items():
        if name != "@context" and _has_context(value, allowed=contexts if name == "proof" else None):
            raise BadgeRefused("It changes the vocabulary inside, so its words could mean anything.")


def _has_context(value: Any, allowed: Any = None) -> bool:
    if isinstance(value, dict):
        return ("@context" in value and value["@context"] != allowed) or any(
            _has_context(inner) for name, inner in value.items() if name != "@context"
        )
    return isinstance(value, list) and any(_has_context(inner, allowed) for inner in value)


def canonical(document: Document) -> bytes:
    """Return a document as RDF in its canonical form (RDFC-1.0, N-Quads). Raises BadgeRefused.

    A word that no vocabulary knows would be left out of the signature without a sound, so it is refused.
    """
    from pyld import jsonld  # noqa: PLC0415  (slow to import, and only badges need it)

    def unknown(word: str) -> None:
        raise BadgeRefused(f"It says “{word[:60]}”, a word that its vocabularies do not know.")

    options = {
        "algorithm": "URDNA2015",  # the older name of RDFC-1.0 with SHA-256
        "format": "application/n-quads",
        "documentLoader": load_bundled,
    }
    try:
        processor = jsonld.JsonLdProcessor(on_property_dropped=unknown)
        check_names(processor.expand(document, {"documentLoader": load_bundled, "base": NO_BASE}))
        quads = processor.normalize(document, options)
    except jsonld.JsonLdError as fault:
        refusal = _refusal_in(fault)
        raise refusal or BadgeRefused("It cannot be read as linked data.") from fault
    if not quads:
        raise BadgeRefused("It says nothing that could be signed.")
    return str(quads).encode()


def check_names(expanded: Any) -> None:
    """Refuse ids and types that are no full addresses: they too would be left out of the signature without a sound."""
    if isinstance(expanded, list):
        for inner in expanded:
            check_names(inner)
    elif isinstance(expanded, dict):
        types = expanded.get("@type", [])
        for name in [expanded.get("@id", ":"), *(types if isinstance(types, list) else [types])]:
            if str(name).startswith(NO_BASE) or ":" not in str(name):
                word = str(name).removeprefix(NO_BASE)[:60]
                raise BadgeRefused(f"It says “{word}”, a word that its vocabularies do not know.")
        for inner in expanded.values():
            check_names(inner)


def _refusal_in(fault: BaseException | None) -> BadgeRefused | None:
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        if isinstance(fault, BadgeRefused):
            return fault
        seen.add(id(fault))
        fault = getattr(fault, "cause", None) or fault.__cause__ or fault.__context__
    return None
