"""Block ids carry answers, so they are guarded: present and unique anywhere in the tree (learning.md section 8, G2).

Works on raw stream data, the JSON that the database keeps.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

Raw = list[dict[str, Any]]


def block_ids(raw: Any, path: str = "body") -> Iterator[tuple[str, Any]]:
    """Yield (path, id) for every stream child and list item at any depth; id is None where it is missing."""
    if isinstance(raw, list):
        for place, item in enumerate(raw):
            here = f"{path}.{place + 1}"
            if isinstance(item, dict) and "type" in item and "value" in item:
                yield here, item.get("id")
                yield from block_ids(item["value"], here)
            else:
                yield from block_ids(item, here)
    elif isinstance(raw, dict):
        for name, value in raw.items():
            yield from block_ids(value, f"{path}.{name}")


def is_uuid(value: Any) -> bool:
    """Return whether a value is the text of a UUID."""
    try:
        uuid.UUID(str(value))
    except ValueError:
        return False
    return True


def id_faults(raw: Any) -> list[str]:
    """Return one sentence for each missing, malformed or repeated id; an empty list when all is well."""
    found = list(block_ids(raw))
    faults = [f"A part of the lesson has no id ({path})." for path, block_id in found if not block_id]
    faults += [
        f"A part of the lesson has a broken id ({path})."
        for path, block_id in found
        if block_id and not is_uuid(block_id)
    ]
    times = Counter(str(block_id).lower() for _, block_id in found if block_id)
    faults += [f"Two parts of the lesson have the same id ({block_id})." for block_id, n in times.items() if n > 1]
    return faults
