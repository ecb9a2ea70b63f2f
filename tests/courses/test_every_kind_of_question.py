"""Nine kinds of question: how each is asked, read, marked, printed and put in words. No database here."""

import itertools
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from courses.blocks.questions import KINDS, Mark, Payload, Response
from courses.blocks.questions.serving import shuffled, side_id
from courses.blocks.questions.short_text import folded
from courses.errors import NoAnswer, QuestionChanged
from courses.selectors.poll_results import shown_counts
from tests.courses.school import (
    DECOY,
    EVERY_KIND,
    OTHER,
    RIGHT,
    SENT,
    TERM_A,
    TERM_B,
    WRONG,
    matches,
    numeric,
    places,
)

MARKED = sorted(SENT)


def frozen(kind: str, raw: dict[str, Any] | None = None) -> Payload:
    block = KINDS[kind]()
    return block.freeze(block.to_python((raw or EVERY_KIND[kind]())["value"]))


def form(sent: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in sent.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def read(kind: str, sent: dict[str, Any], payload: Payload | None = None) -> Response:
    payload = payload or frozen(kind)
    return KINDS[kind].accept(payload, KINDS[kind].read_form(payload, form(sent)))


def marked(kind: str, sent: dict[str, Any], payload: Payload | None = None) -> Mark:
    payload = payload or frozen(kind)
    return KINDS[kind].mark(payload, read(kind, sent, payload))


def test_there_are_nine() -> None:
    assert sorted(KINDS) == sorted(EVERY_KIND)
    assert {kind for kind in KINDS if not KINDS[kind].marked} == {"reflection", "poll"}


@pytest.mark.parametrize("kind", MARKED)
def test_right_is_right_and_everything_has_a_reason(kind: str) -> None:
    right, wrong = (marked(kind, sent) for sent in SENT[kind])
    assert (right.right, wrong.right) == (True, False)
    for mark in (right, wrong):
        assert mark.detail or all(note.why for note in mark.notes.values())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_empty_form_says_what_is_missing(kind: str) -> None:
    with pytest.raises(NoAnswer):
        read(kind, {})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_strange_options_are_refused(kind: str) -> None:
    for ids in (
        ("nonsense",),
        (str(uuid.uuid4()), RIGHT),
        ("=",),
        (f"{RIGHT}=0",),
        (f"{RIGHT}=-1",),
        (f"{RIGHT}=99999",),
    ):
        with pytest.raises(QuestionChanged):
            KINDS[kind].accept(frozen(kind), Response(ids, text="12"))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_paper_holds_no_answer_and_the_key_does(kind: str) -> None:
    payload = frozen(kind)
    plain, key = KINDS[kind].plain(payload), KINDS[kind].key(payload)
    assert plain.startswith(payload["question"])
    assert "WHY" not in plain
    assert bool(key) == KINDS[kind].marked
    assert not key or key not in plain or kind in {"single_choice", "true_false"}  # there it is one line among others


def test_the_keys_say_the_letters_of_the_paper() -> None:
    assert KINDS["single_choice"].key(frozen("single_choice")) == "B. An inspector"
    assert KINDS["numeric"].key(frozen("numeric")) == "49 days"
    assert KINDS["numeric"].key(frozen("numeric", numeric(tolerance="2"))) == "49 days, give or take 2"
    assert KINDS["short_text"].key(frozen("short_text")) == "This is a stage 1 complaint"
    for kind in ("ordering", "matching"):
        letters = {line[4:] if line[3] == "." else line for line in KINDS[kind].plain(frozen(kind)).splitlines()}
        assert letters
    order = KINDS["ordering"].key(frozen("ordering"))
    assert [part.split(" (")[0] for part in order.split("; ")] == [
        "1. It is listed",
        "2. People comment",
        "3. It is decided",
    ]


@pytest.mark.parametrize("kind", MARKED)
def test_what_was_answered_can_be_said_in_words(kind: str) -> None:
    payload = frozen(kind)
    said = KINDS[kind].in_words(payload, read(kind, SENT[kind][1], payload))
    expected = {
        "single_choice": "The same councillors",
        "multiple_choice": "Daylight",
        "true_false": "True",
        "ordering": "1. People comment; 2. It is listed; 3. It is decided",
        "matching": "CIL: A set rate; Hope value: A tax on cars",
        "numeric": "7",
        "short_text": "please",
    }
    assert said == expected[kind]


# --- order ---


def test_things_are_never_served_in_the_right_order_and_always_in_the_same() -> None:
    for length in range(2, 8):
        for seed in range(60):
            ids = [str(uuid.uuid5(uuid.NAMESPACE_URL, f"{seed}:{n}")) for n in range(length)]
            assert sorted(shuffled(ids)) == sorted(ids)
            assert shuffled(ids) != ids
            assert shuffled(ids) == shuffled(list(ids))


def test_half_an_order_says_how_much_is_in_place() -> None:
    mark = marked("ordering", places(RIGHT, OTHER, WRONG))
    assert (mark.right, mark.headline) == (False, "1 of 3 is in its place")
    assert {step: note.state for step, note in mark.notes.items()} == {RIGHT: "right", OTHER: "wrong", WRONG: "wrong"}


def test_every_order_but_one_is_not_yet_right() -> None:
    right = [
        order for order in itertools.permutations((RIGHT, WRONG, OTHER)) if marked("ordering", places(*order)).right
    ]
    assert right == [(RIGHT, WRONG, OTHER)]


def test_two_lines_in_one_place_are_sent_back() -> None:
    with pytest.raises(NoAnswer, match="Two lines have the same place"):
        read("ordering", {**places(RIGHT, WRONG, OTHER), f"place-{OTHER}": "2"})


def test_up_and_down_move_one_line_and_stop_at_the_ends() -> None:
    kind, payload = KINDS["ordering"], frozen("ordering")
    here = places(RIGHT, WRONG, OTHER)

    def after(**button: str) -> list[str]:
        move = kind.move(payload, form({**here, **button}))
        assert move is not None
        return list(move.response.option_ids)

    assert after(up=WRONG) == [WRONG, RIGHT, OTHER]
    assert after(down=WRONG) == [RIGHT, OTHER, WRONG]
    assert after(up=RIGHT) == after(down=OTHER) == [RIGHT, WRONG, OTHER]
    assert kind.move(payload, form(here)) is None
    assert kind.move(payload, form({**here, "up": "nonsense"})) is None
    said = kind.move(payload, form({**here, "up": OTHER}))
    assert said is not None
    assert said.said == "It is decided: now 2 of 3."


# --- matching ---


def test_the_two_sides_of_a_pair_have_ids_that_do_not_tell() -> None:
    payload = frozen("matching")
    shown = {line.id for line in KINDS["matching"].lines(payload, Response(), None)}
    shown |= {choice for choice, _ in KINDS["matching"].choices(payload)}
    assert len(shown) == 5
    assert shown.isdisjoint({TERM_A, TERM_B, DECOY})


def test_half_matched_says_which_to_look_at_again() -> None:
    mark = marked("matching", matches(A=TERM_A, B=DECOY))
    assert mark.headline == "1 of 2 is right"
    assert [note.label for note in mark.notes.values()] == ["Right", "Look again"]
    with pytest.raises(NoAnswer, match="for every word"):
        read("matching", matches(A=TERM_A))
    twice = f"{side_id(TERM_A, 'term')}={side_id(TERM_A, 'meaning')}"
    with pytest.raises(QuestionChanged):
        KINDS["matching"].accept(frozen("matching"), Response((twice, twice)))


# --- numbers ---


@pytest.mark.parametrize(
    "typed", ["49", " 49 days", "49 DAYS", "forty-nine", "Forty nine days", "٤٩", "৪৯", "４９", "49.0", "+49"]
)
def test_a_number_counts_however_it_is_written(typed: str) -> None:
    assert marked("numeric", {"text": typed}).right


@pytest.mark.parametrize("typed", ["1e9999", "NaN", "inf", "-", "a lot", "49 weeks", "9" * 19, "0x31", "4 9", "½"])
def test_what_is_no_number_is_sent_back(typed: str) -> None:
    with pytest.raises(NoAnswer, match="Write it as a number"):
        read("numeric", {"text": typed})


def test_room_for_rounding_and_known_slips() -> None:
    roomy = frozen("numeric", numeric(tolerance="1.5"))
    results = {text: marked("numeric", {"text": text}, roomy).right for text in ("47.4", "47.5", "50,5", "50.6")}
    assert results == {"47.4": False, "47.5": True, "50,5": True, "50.6": False}
    assert marked("numeric", {"text": "seven"}).detail == "WHY-WEEKS"
    assert marked("numeric", {"text": "8"}).detail == "WHY-NOT"
    assert not marked("numeric", {"text": "−49"}).right


# --- words ---


def test_capitals_accents_punctuation_and_spacing_do_not_matter() -> None:
    assert folded("  L’École & the “Café”, 2nd-floor ") == folded("lecole and the cafe 2nd floor")
    assert folded("মা") != folded("ম")  # a vowel sign is no accent


def test_words_that_do_not_fit_are_compared_by_their_writer() -> None:
    mark = marked("short_text", {"text": "please fix it"})
    assert (mark.right, mark.compare, mark.headline) == (False, True, "Compare it with ours")
    assert mark.detail == "“This is a stage 1 complaint” WHY-WORDS"
    same = marked("short_text", {"text": "please fix it", "option": "same"})
    assert (same.right, same.headline) == (True, "Yours says the same as ours")


@pytest.mark.parametrize(
    ("kind", "length"), [("numeric", 61), ("short_text", 301), ("reflection", 4001), ("short_text", 5000)]
)
def test_too_long_is_said_kindly(kind: str, length: int) -> None:
    with pytest.raises(NoAnswer, match="Make it shorter"):
        read(kind, {"text": "x" * length})


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\x1bb"])
def test_characters_that_cannot_be_kept_are_said(text: str) -> None:
    for kind in ("short_text", "reflection", "numeric"):
        with pytest.raises(NoAnswer, match="cannot be kept"):
            KINDS[kind].accept(frozen(kind), Response(text=text))


# --- small numbers in polls ---


def test_no_small_number_is_shown_nor_left_to_be_worked_out() -> None:
    assert shown_counts({"a": 22, "b": 13, "c": 11, "d": 4}) == {"a": 22, "b": 13, "c": None, "d": None}
    assert shown_counts({"a": 22, "b": 4, "c": 0}) == {"a": 22, "b": None, "c": None}
    assert shown_counts({"a": 5, "b": 5}) == {"a": 5, "b": 5}
    assert shown_counts({"a": 20, "b": 0}) == {"a": None, "b": None}


# --- what a trainer may write ---


def test_each_kind_refuses_an_unfair_question() -> None:
    def refuses(kind: str, change: Any) -> bool:
        raw = EVERY_KIND[kind]()["value"]
        block = KINDS[kind]()
        block.clean(block.to_python(raw))
        change(raw)
        try:
            block.clean(block.to_python(raw))
        except ValidationError:
            return True
        return False

    assert refuses("ordering", lambda raw: raw["steps"][1]["value"].update(text=" it is LISTED"))
    assert refuses("ordering", lambda raw: raw["steps"][1]["value"].update(why=""))
    assert refuses("ordering", lambda raw: raw["steps"].pop())
    assert refuses("matching", lambda raw: raw["pairs"][1]["value"].update(meaning="a set rate"))
    assert refuses("matching", lambda raw: raw["pairs"][1]["value"].update(term="cil"))
    assert refuses("matching", lambda raw: raw["decoys"][0].update(value="A set rate"))
    assert refuses("numeric", lambda raw: raw["slips"][0]["value"].update(value="49"))
    assert refuses("numeric", lambda raw: raw.update(not_yet=""))
    assert refuses("short_text", lambda raw: raw.update(accepted=[]))
    assert refuses("poll", lambda raw: raw["options"][1].update(value="damp"))
    assert refuses("reflection", lambda raw: raw.update(question=""))
