"""A block has three forms: on the screen (`Meta.template`), on paper (`Meta.print_template`) and as plain text.

The form on paper is HTML that stands still: no script, no drawing, nothing to open or to play. E-books use the same.
"""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lms.lib.fragments import as_text, tree_of


class OnPaper:
    """Mixed into a block: its two forms besides the screen's. A test asks every block of a page for all three."""

    def print_form(self, value: Any) -> SafeString:
        """Return the block for paper, as HTML of our own template."""
        block: Any = self
        return render_to_string(block.meta.print_template, block.get_context(value))

    def text_form(self, value: Any) -> str:
        """Return the block as plain text: what stands on paper, without its look."""
        return as_text(tree_of(self.print_form(value)))


def missing_forms(children: Mapping[str, Any]) -> list[str]:
    """Return "name: form" for every block that lacks one of its three forms."""
    return [
        f"{name}: {form}"
        for name, block in children.items()
        for form, there in (
            ("screen", getattr(block.meta, "template", None)),
            ("print", getattr(block.meta, "print_template", None) and hasattr(block, "print_form")),
            ("text", hasattr(block, "text_form")),
        )
        if not there
    ]
