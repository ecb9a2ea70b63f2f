"""The order in which things to put in order or to match are served: never the right one, and the same for everybody.

It follows from the ids alone. So it survives a reload, a sign-in and a change of language, a page kept for strangers
shows the same as anybody's, and the letters on paper are those on the screen (docs/adr/0023).
"""

import hashlib
import uuid
from collections.abc import Iterable


def shuffled(right_order: Iterable[str]) -> list[str]:
    """Return ids in the order they are served. Two or more ids never come in the order given."""
    right = list(right_order)
    served = sorted(right, key=lambda one: hashlib.sha256(one.encode()).digest())
    return served[1:] + served[:1] if served == right else served


def side_id(item_id: str, side: str) -> str:
    """Return the id of one side of a pair. From one side's id nobody can work out the other's, nor the item's."""
    return str(uuid.uuid5(uuid.UUID(item_id), side))
