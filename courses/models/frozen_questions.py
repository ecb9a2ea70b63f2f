"""What is already frozen under a lesson's block ids."""

import uuid
from typing import Any

from courses.blocks.questions import KINDS
from courses.models.versions import QuestionVersion


def changed_kind(lineage: uuid.UUID, raw: list[dict[str, Any]]) -> str:
    """Return the words of the first question whose id belongs to another kind already, or an empty string (G5)."""
    kinds = {str(item["id"]).lower(): item for item in raw if item["type"] in KINDS}
    if not kinds:
        return ""
    frozen = QuestionVersion.objects.filter(lineage=lineage, block_id__in=kinds).values_list("block_id", "kind")
    for block_id, kind in frozen:
        item = kinds[str(block_id)]
        if item["type"] != kind:
            return str(item["value"].get("question", ""))
    return ""
