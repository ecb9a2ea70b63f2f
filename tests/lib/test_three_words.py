"""Three words can be said across a room, typed badly and still be understood, and are too many to guess."""

import re
from collections import Counter
from itertools import combinations

import pytest

from lms.lib.three_words import all_words, meant, new_words, one_slip, understand


def test_three_different_words_are_more_than_two_to_the_thirtieth() -> None:
    many = len(all_words())
    assert many * (many - 1) * (many - 2) >= 2**30
    assert [word for word, count in Counter(all_words()).items() if count > 1] == []


def test_words_are_short_and_plain_letters() -> None:
    assert [word for word in all_words() if not re.fullmatch(r"[a-z]{3,9}", word)] == []


def test_no_word_is_one_slip_from_another() -> None:
    assert [
        pair for pair in combinations(all_words(), 2) if abs(len(pair[0]) - len(pair[1])) < 2 and one_slip(*pair)
    ] == []


def test_new_words_are_three_different_ones_of_the_list() -> None:
    drawn = [new_words() for _ in range(50)]
    assert {len(set(words.split())) for words in drawn} == {3}
    assert {word for words in drawn for word in words.split()} <= set(all_words())
    assert len(set(drawn)) == 50


@pytest.mark.parametrize(
    "typed",
    [
        "kettle garden lamp",
        "  Kettle, GARDEN,lamp. ",
        "kettle-garden-lamp",
        "kettle\ngarden\tlamp",
        "ketle garden lamp",
        "kettle graden lamp",
        "kettle gardenn lamp",
        "kettle garden lanp",
        "kéttle gärden lamp",
    ],
)
def test_sloppy_typing_is_understood(typed: str) -> None:
    assert understand(typed) == "kettle garden lamp"


@pytest.mark.parametrize(
    "typed",
    ["", "kettle garden", "kettle garden lamp lamp", "kettle garden xyzzyx", "مرحبا بكم هنا", "a" * 10_000, "1 2 3"],
)
def test_what_cannot_be_three_words_is_not_guessed_at(typed: str) -> None:
    assert understand(typed) is None


def test_a_word_that_may_be_two_is_neither() -> None:
    assert (one_slip("bat", "cat"), one_slip("cat", "cat"), one_slip("abcd", "badc")) == (True, False, False)
    between = {word[:-1] for word in all_words()} & {word[1:] for word in all_words()}
    assert all(meant(word) in {None, *all_words()} for word in between)
