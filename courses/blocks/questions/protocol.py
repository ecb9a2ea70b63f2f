"""What every kind of question promises, and the plain values that pass between a form, the marking and a screen.

A frozen question (a payload) is plain data with `payload["question"]` always. What somebody answered is a Response.
Marking looks at ids only, never at positions or words, so a corrected typo re-marks nothing.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks

from courses.errors import NoAnswer

Payload = dict[str, Any]
MOST_OPTIONS = 64  # more than any question has


@dataclass(frozen=True)
class Response:
    """What somebody answered: ids of options (their order counts where things are put in order; "term=meaning" where
    they are matched), and what they typed."""

    option_ids: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class OptionNote:
    """What is said beside one option after checking: `right`, `wrong` or `missed`, and why."""

    state: str
    label: str
    why: str = ""


@dataclass(frozen=True)
class Mark:
    """The outcome of one answer, in words. `notes` is keyed by option id. `compare` asks people to judge themselves."""

    right: bool
    headline: str
    detail: str = ""
    notes: dict[str, OptionNote] = field(default_factory=dict)
    compare: bool = False


@dataclass(frozen=True)
class Line:
    """One thing on the screen to choose, to put in order or to match; what is said beside it exists after checking.

    `place` is where it stands in an order, `chosen` the id of what it was matched with.
    """

    id: str
    text: str
    checked: bool = False
    place: int = 0
    chosen: str = ""
    note: str = ""
    label: str = ""
    why: str = ""


@dataclass(frozen=True)
class Move:
    """Lines after one of them was sent `way` ("up" or "down"): not an answer yet. `said` is its new place in words."""

    response: Response
    option_id: str
    way: str
    said: str


class QuestionKind:
    """The part of a kind that works on frozen questions. Mixed into its block."""

    kind: ClassVar[str]
    marked: ClassVar[bool] = True  # False: there is no right answer, and nobody's answer is ever in a report
    form: ClassVar[str] = "courses/questions/options.html"  # how it asks
    input_type: ClassVar[str] = "radio"
    hint: ClassVar[Any] = ""
    by_words: ClassVar[bool] = False  # what is typed is compared with words of one language
    longest: ClassVar[int] = 0  # characters that may be typed

    @classmethod
    def read_form(cls, payload: Payload, sent: Mapping[str, Any]) -> Response:
        """Return what a form of this kind sent (a QueryDict), unchecked."""
        return Response(tuple(sent.getlist("option")), sent.get("text", ""))  # type: ignore[attr-defined]

    @classmethod
    def move(cls, payload: Payload, sent: Mapping[str, Any]) -> Move | None:
        """Return the rearranged lines where a form asks for that instead of a check."""
        return None

    @classmethod
    def accept(cls, payload: Payload, response: Response) -> Response:
        """Return the answer as it is kept. Raises NoAnswer with what is missing; QuestionChanged for strange ids."""
        raise NotImplementedError

    @classmethod
    def mark(cls, payload: Payload, response: Response) -> Mark:
        """Mark an answer that was checked."""
        raise NotImplementedError

    @classmethod
    def lines(cls, payload: Payload, response: Response, mark: Mark | None) -> list[Line]:
        """Return what the form shows: with what was answered, and with notes where it was marked."""
        return []

    @classmethod
    def choices(cls, payload: Payload) -> tuple[tuple[str, str], ...]:
        """Return (id, text) of what every line may be matched with."""
        return ()

    @classmethod
    def plain(cls, payload: Payload) -> str:
        """Return the question for paper: letters to circle or lines to write on, and no answer key."""
        raise NotImplementedError

    @classmethod
    def key(cls, payload: Payload) -> str:
        """Return the right answer in words, for a page of answers; "" where there is none."""
        return ""

    @classmethod
    def in_words(cls, payload: Payload, response: Response) -> str:
        """Return what somebody answered, for their own eyes."""
        return response.text


class QuestionBlock(QuestionKind, blocks.StructBlock):
    """What all kinds have in common in the editor."""

    def get_searchable_content(self, value: Any) -> list[str]:
        """Let search find the question, never its answers."""
        return [str(value["question"])]

    class Meta:
        label_format = "Question: {question}"
        template = "courses/blocks/question.html"
        preview_template = "courses/blocks/preview.html"


def read_again_field() -> blocks.CharBlock:
    """Return the field every marked kind ends with: which part of the lesson to read once more."""
    return blocks.CharBlock(
        label="Where to read again",
        required=False,
        max_length=120,
        help_text="A heading of this lesson, word for word. People whose answer was not right get a link to it.",
    )


def frozen(value: Any, **parts: Any) -> Payload:
    """Return a payload: the question, its parts, and where to read again if that is said."""
    again = str(value.get("read_again") or "").strip()
    return {"question": str(value["question"]).strip(), **parts, **({"read_again": again} if again else {})}


def refuse(field_name: str, message: str) -> None:
    """Raise the error that Wagtail shows beside one field of a block."""
    raise blocks.StructBlockValidationError(block_errors={field_name: ValidationError(message)})


def letter(place: int) -> str:
    """Return the letter of an option on paper, A for the place 0."""
    return chr(ord("A") + place)


def typed_text(text: str, longest: int) -> str:
    """Return what somebody typed as it is kept. Raises NoAnswer where it is empty, too long or cannot be kept."""
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(tidy) > longest:
        words = _("That is %(length)s characters. There is room for %(longest)s. Make it shorter, then send it again.")
        raise NoAnswer(words % {"length": len(tidy), "longest": longest})
    if any(unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t" for character in tidy):
        raise NoAnswer(_("There is a character in it that cannot be kept. Type it again, then send it."))
    if not tidy:
        raise NoAnswer(_("Write something first, then send it."))
    return tidy
