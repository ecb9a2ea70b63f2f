"""A question on which people of good will differ, laid out fairly (AC-60)."""

from wagtail import blocks

from cms.blocks.paper import OnPaper
from cms.blocks.text import TextBlock


class DebateBlock(OnPaper, blocks.StructBlock):
    """One claim, what speaks for it, what speaks against it, and what nobody knows yet. All four are asked for."""

    claim = blocks.CharBlock(max_length=200, help_text="For example: “Rent control keeps people in their homes.”")
    evidence_for = TextBlock(label="What speaks for it")
    evidence_against = TextBlock(label="What speaks against it")
    unknown = TextBlock(label="What is not known")
    sources = blocks.TextBlock(
        rows=2, help_text="For example: CaCHE review of rent control, 2022 (Scotland and abroad)"
    )

    class Meta:
        icon = "clipboard-list"
        label = "Both sides"
        description = "A claim people argue about: for, against, and what is not known"
        template = "cms/blocks/debate.html"
        print_template = "cms/blocks/print/debate.html"
        label_format = "Both sides: {claim}"
        preview_template = "cms/blocks/preview.html"
        preview_value = {
            "claim": "Rent control keeps people in their homes.",
            "evidence_for": "<p>Fewer people have to move because of a rise.</p>",
            "evidence_against": "<p>Some owners may let fewer homes, so new homes are harder to find.</p>",
            "unknown": "<p>How it works in England, where it was not tried since 1988.</p>",
            "sources": "Reviews of research find that results depend on the design.",
        }
