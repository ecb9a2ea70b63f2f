"""Words to match with what they mean: one list to choose from beside each word.

Payload: `{"question", "terms": [{"id", "text", "right", "why"}], "options": [{"id", "text"}] as served}`.
An answer is kept as "term=meaning", in the order of the terms.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from courses.blocks.questions.choice import noted, refuse_twins
from courses.blocks.questions.protocol import (
    Line,
    Mark,
    OptionNote,
    Payload,
    QuestionBlock,
    Response,
    frozen,
    letter,
    read_again_field,
)
from courses.blocks.questions.serving import shuffled, side_id
from courses.errors import NoAnswer, QuestionChanged


class PairBlock(blocks.StructBlock):
    """A word and its meaning."""

    term = blocks.CharBlock(label="Word", max_length=100)
    meaning = blocks.CharBlock(label="What it means", max_length=150)
    why = blocks.TextBlock(label="Why", rows=2, help_text="For example: “CIL has a rate in a published list.”")

    class Meta:
        icon = "link"
        label_format = "{term}: {meaning}"


class MatchingBlock(QuestionBlock):
    """One list beside each word, labelled by the word."""

    kind = "matching"
    form = "courses/questions/matching.html"
    hint = gettext_lazy("Choose a meaning beside each word.")

    question = blocks.TextBlock(rows=2, help_text="For example: “Match each word with what it means.”")
    pairs = blocks.ListBlock(PairBlock(), min_num=2, max_num=8)
    decoys = blocks.ListBlock(
        blocks.CharBlock(max_length=150),
        label="Meanings that fit no word",
        required=False,
        max_num=4,
        default=[],
        help_text="You need none. One or two make it harder to guess the last pair.",
    )
    read_again = read_again_field()

    def clean(self, value: Any) -> Any:
        """Refuse two words or two meanings that say the same."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse_twins("pairs", [str(pair["term"]) for pair in cleaned["pairs"]])
            refuse_twins("pairs", [str(pair["meaning"]) for pair in cleaned["pairs"]] + list(cleaned["decoys"]))
        return cleaned

    def freeze(self, value: Any) -> Payload:
        """Return the question as plain data, its meanings as they are served."""
        pairs = value["pairs"].bound_blocks
        meanings = {side_id(pair.id, "meaning"): pair.value["meaning"] for pair in pairs}
        terms = [
            {
                "id": side_id(pair.id, "term"),
                "text": pair.value["term"],
                "right": side_id(pair.id, "meaning"),
                "why": pair.value["why"],
            }
            for pair in pairs
        ]
        meanings |= {side_id(decoy.id, "meaning"): decoy.value for decoy in value["decoys"].bound_blocks}
        return frozen(value, terms=terms, options=[{"id": one, "text": meanings[one]} for one in shuffled(meanings)])

    @classmethod
    def read_form(cls, payload: Payload, sent: Mapping[str, Any]) -> Response:
        """Return "term=meaning" for every list in which something is chosen."""
        chosen = {term["id"]: sent.get(f"match-{term['id']}", "") for term in payload["terms"]}
        return Response(tuple(f"{term}={meaning}" for term, meaning in chosen.items() if meaning))

    @classmethod
    def accept(cls, payload: Payload, response: Response) -> Response:
        """Return a pair for every word, in their order. Raises NoAnswer where one is missing."""
        pairs = pairs_of(response)
        terms, meanings = [term["id"] for term in payload["terms"]], {one["id"] for one in payload["options"]}
        if not set(pairs) <= set(terms) or not set(pairs.values()) <= meanings:
            raise QuestionChanged
        if len(pairs) < len(terms):
            raise NoAnswer(_("Choose a meaning for every word, then check."))
        return Response(tuple(f"{term}={pairs[term]}" for term in terms))

    @classmethod
    def mark(cls, payload: Payload, response: Response) -> Mark:
        """Mark every pair."""
        pairs = pairs_of(response)
        notes = {
            term["id"]: OptionNote("right", _("Right"), term["why"])
            if pairs[term["id"]] == term["right"]
            else OptionNote("wrong", _("Look again"), term["why"])
            for term in payload["terms"]
        }
        total, fit = len(notes), sum(note.state == "right" for note in notes.values())
        if fit == total:
            return Mark(True, _("Yes, all %(total)s match") % {"total": total}, "", notes)
        found = ngettext("%(fit)s of %(total)s is right", "%(fit)s of %(total)s are right", fit)
        return Mark(False, found % {"fit": fit, "total": total}, _("Change the others, then check again."), notes)

    @classmethod
    def lines(cls, payload: Payload, response: Response, mark: Mark | None) -> list[Line]:
        """Return the words, each with the meaning chosen for it."""
        pairs = pairs_of(response)
        return [
            noted(Line(term["id"], term["text"], chosen=pairs.get(term["id"], "")), mark) for term in payload["terms"]
        ]

    @classmethod
    def choices(cls, payload: Payload) -> tuple[tuple[str, str], ...]:
        """Return (id, text) of every meaning."""
        return tuple((option["id"], option["text"]) for option in payload["options"])

    @classmethod
    def plain(cls, payload: Payload) -> str:
        """Return the question for paper: a letter to write beside each word."""
        words = [f"  ___ {term['text']}" for term in payload["terms"]]
        meanings = [f"  {letter(place)}. {option['text']}" for place, option in enumerate(payload["options"])]
        return "\n".join([payload["question"], *words, *meanings])

    @classmethod
    def key(cls, payload: Payload) -> str:
        """Return every word with its meaning and the letter it has on paper."""
        known = {option["id"]: f"{option['text']} ({letter(n)})" for n, option in enumerate(payload["options"])}
        return "; ".join(f"{term['text']}: {known[term['right']]}" for term in payload["terms"])

    @classmethod
    def in_words(cls, payload: Payload, response: Response) -> str:
        """Return every word with the meaning that was chosen for it."""
        pairs, meanings = pairs_of(response), dict(cls.choices(payload))
        return "; ".join(f"{term['text']}: {meanings.get(pairs.get(term['id'], ''), '')}" for term in payload["terms"])

    class Meta:
        icon = "link"
        label = "Match"
        description = "Words to match with what they mean, from lists"
        preview_value = {
            "question": "Match each word with what it means.",
            "pairs": [
                {"term": "Section 106", "meaning": "Agreement tied to the land", "why": "It stays with the land."},
                {"term": "CIL", "meaning": "Set rate per square metre", "why": "The rate is in a published list."},
                {"term": "Hope value", "meaning": "Price for a chance of permission", "why": "No permission yet."},
            ],
            "decoys": [],
        }


def pairs_of(response: Response) -> dict[str, str]:
    """Return the meaning chosen for each term. Said twice, a term is refused as unknown."""
    pairs: dict[str, str] = {}
    for entry in response.option_ids:
        term, _equals, meaning = entry.partition("=")
        pairs["" if term in pairs else term] = meaning
    return pairs
