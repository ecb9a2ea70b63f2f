"""Things to put in order: the steps of an appeal, the years of a story. Nothing is dragged.

Payload: `{"question", "options": [{"id", "text", "why"}] as served, "order": [ids, the right way], "why"}`.
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
    Move,
    OptionNote,
    Payload,
    QuestionBlock,
    Response,
    frozen,
    letter,
    read_again_field,
)
from courses.blocks.questions.serving import shuffled
from courses.errors import NoAnswer, QuestionChanged


class StepBlock(blocks.StructBlock):
    """One line to put in its place."""

    text = blocks.CharBlock(label="Line", max_length=200)
    why = blocks.TextBlock(
        label="Why here", rows=2, help_text="For example: “Nothing starts before the form is checked.”"
    )

    class Meta:
        icon = "list-ol"
        label_format = "{text}"


class OrderingBlock(QuestionBlock):
    """A list of lines, each with its place and two buttons. Without a script each button sends the form."""

    kind = "ordering"
    form = "courses/questions/ordering.html"
    hint = gettext_lazy("Give each line its place: with its list, or with Up and Down.")

    question = blocks.TextBlock(rows=2, help_text="For example: “Put the life of an application in order.”")
    steps = blocks.ListBlock(StepBlock(), label="Lines, in the right order", min_num=3, max_num=7)
    why = blocks.TextBlock(label="Why this order", rows=2, help_text="Said when all of it is right.")
    read_again = read_again_field()

    def clean(self, value: Any) -> Any:
        """Refuse two lines that say the same."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse_twins("steps", [str(step["text"]) for step in cleaned["steps"]])
        return cleaned

    def freeze(self, value: Any) -> Payload:
        """Return the question as plain data, its lines as they are served."""
        steps = {step.id: step.value for step in value["steps"].bound_blocks}
        served = [
            {"id": step_id, "text": steps[step_id]["text"], "why": steps[step_id]["why"]} for step_id in shuffled(steps)
        ]
        return frozen(value, options=served, order=list(steps), why=value["why"])

    @classmethod
    def read_form(cls, payload: Payload, sent: Mapping[str, Any]) -> Response:
        """Return "id=place" for every line, as the lists say."""
        places = {option["id"]: sent.get(f"place-{option['id']}", "") for option in payload["options"]}
        return Response(tuple(f"{step}={place}" for step, place in places.items() if place))

    @classmethod
    def move(cls, payload: Payload, sent: Mapping[str, Any]) -> Move | None:
        """Return the lines after one of them was sent up or down, or None where the form asks for a check."""
        way = "up" if "up" in sent else "down" if "down" in sent else ""
        order = in_order(payload, cls.read_form(payload, sent))
        moving = sent.get(way) if way else None
        if moving not in order:
            return None
        here = order.index(moving)
        there = max(0, min(len(order) - 1, here + (1 if way == "down" else -1)))
        order.insert(there, order.pop(here))
        text = next(option["text"] for option in payload["options"] if option["id"] == moving)
        said = _("%(line)s: now %(place)s of %(total)s.") % {"line": text, "place": there + 1, "total": len(order)}
        return Move(Response(tuple(order)), moving, way, said)

    @classmethod
    def accept(cls, payload: Payload, response: Response) -> Response:
        """Return all ids in the order given. Raises NoAnswer where two lines share a place."""
        places = places_of(response)
        if not places:
            raise NoAnswer(_("Put the lines in order, then check them."))
        if set(places) != set(payload["order"]) or not set(places.values()) <= set(range(1, len(places) + 1)):
            raise QuestionChanged
        if len(set(places.values())) < len(places):
            raise NoAnswer(_("Two lines have the same place. Give each line its own, then check again."))
        return Response(tuple(sorted(places, key=places.__getitem__)))

    @classmethod
    def mark(cls, payload: Payload, response: Response) -> Mark:
        """Mark every line by its place."""
        whys = {option["id"]: option["why"] for option in payload["options"]}
        pairs = list(zip(response.option_ids, payload["order"], strict=True))
        notes = {
            given: OptionNote("right", _("In its place"), whys[given])
            if given == right
            else OptionNote("wrong", _("Look again"), whys[given])
            for given, right in pairs
        }
        total, fit = len(pairs), sum(given == right for given, right in pairs)
        if fit == total:
            return Mark(True, _("Yes, all %(total)s in order") % {"total": total}, payload["why"], notes)
        found = ngettext("%(fit)s of %(total)s is in its place", "%(fit)s of %(total)s are in their place", fit)
        return Mark(False, found % {"fit": fit, "total": total}, _("Move the others, then check again."), notes)

    @classmethod
    def lines(cls, payload: Payload, response: Response, mark: Mark | None) -> list[Line]:
        """Return the lines in the order given, or as they are served."""
        places = places_of(response)
        texts = {option["id"]: option["text"] for option in payload["options"]}
        return [
            noted(Line(step, texts[step], place=places.get(step, place)), mark)
            for place, step in enumerate(in_order(payload, response), start=1)
        ]

    @classmethod
    def plain(cls, payload: Payload) -> str:
        """Return the question for paper: a place to write a number before each line."""
        options = enumerate(payload["options"])
        return "\n".join([payload["question"], *(f"  ___ {letter(n)}. {option['text']}" for n, option in options)])

    @classmethod
    def key(cls, payload: Payload) -> str:
        """Return the lines the right way, with their letters on paper."""
        letters = {option["id"]: letter(place) for place, option in enumerate(payload["options"])}
        texts = {option["id"]: option["text"] for option in payload["options"]}
        return "; ".join(f"{n}. {texts[step]} ({letters[step]})" for n, step in enumerate(payload["order"], start=1))

    @classmethod
    def in_words(cls, payload: Payload, response: Response) -> str:
        """Return the lines as they were put."""
        texts = {option["id"]: option["text"] for option in payload["options"]}
        return "; ".join(f"{n}. {texts.get(step, '')}" for n, step in enumerate(response.option_ids, start=1))

    class Meta:
        icon = "list-ol"
        label = "Put in order"
        description = "Lines to put in their order, without dragging"
        preview_value = {
            "question": "Put the life of an application in order.",
            "steps": [
                {"text": "The application is checked and listed", "why": "Nothing starts before that."},
                {"text": "Neighbours write their comments", "why": "The report must weigh them."},
                {"text": "An officer writes a report", "why": "It goes to whoever decides."},
            ],
            "why": "Checked, commented on, reported.",
        }


def places_of(response: Response) -> dict[str, int]:
    """Return the place of each id: said after it ("id=3"), or else its place in the row. 0 for what is no place."""
    places = {}
    for row, entry in enumerate(response.option_ids, start=1):
        step, says, place = entry.partition("=")
        number = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else 0
        places[step] = number if says else row
    return places


def in_order(payload: Payload, response: Response) -> list[str]:
    """Return all ids by the place they were given; where two share one, or none is given, as they are served."""
    served = [option["id"] for option in payload["options"]]
    places = places_of(response)
    return sorted(served, key=lambda step: (places.get(step, len(served)), served.index(step)))
