"""Reads a number the way people write one: "1,200", "£1 200.50", "−3", "forty-nine", "٤٩". Pure."""

import re
import unicodedata
from decimal import Decimal

from lms.lib.tokens import western_digits

LONGEST = 60  # characters
GROUPED = re.compile(r"\d{1,3}(?:[ ,'’]\d{3})+(?:\.\d+)?")
GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+")
COMMA_BEFORE_CENTS = re.compile(r"\d+,\d{1,2}")
PLAIN = re.compile(r"\d*\.?\d+|\d+\.")
MOST_DIGITS = 18
MINUS = re.compile(r"^(?:[-−–‒﹣]|minus\b|negative\b)\s*")
ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES = {"thousand": 1000, "million": 1_000_000}


def read_number(text: str) -> Decimal | None:
    """Return the number that a text says, None where it says none or more than 18 digits.

    A comma before three digits parts thousands, before one or two it is a decimal comma.
    """
    if len(text) > LONGEST:
        return None
    tidy = " ".join(western_digits(unicodedata.normalize("NFKC", text)).casefold().split())
    tidy = tidy.replace("٬", ",").replace("٫", ".").strip("£$€% ")
    bare = MINUS.sub("", tidy)
    number = in_words(bare) if not re.search(r"\d", bare) else in_figures(bare.removeprefix("+").strip("£$€% "))
    return -number if number and bare != tidy else number


def in_figures(text: str) -> Decimal | None:
    """Return the number written in figures 0 to 9."""
    if GROUPED.fullmatch(text):
        plain = re.sub(r"[ ,'’]", "", text)
    elif GROUPED_BY_DOTS.fullmatch(text):
        plain = text.replace(".", "").replace(",", ".")
    elif COMMA_BEFORE_CENTS.fullmatch(text):
        plain = text.replace(",", ".")
    elif PLAIN.fullmatch(text):
        plain = text
    else:
        return None
    return Decimal(plain) if sum(map(str.isdigit, plain)) <= MOST_DIGITS else None


def in_words(text: str) -> Decimal | None:
    """Return the number written in English words, up to millions: "one hundred and twenty", "two point five"."""
    whole, point, rest = text.partition(" point ")
    words = [word for word in re.split(r"[ -]+", whole) if word and word != "and"]
    number = whole_number(words)
    digits = [ONES.get(word, 10) for word in rest.split()] if point else []
    if number is None or (point and (not digits or max(digits) > 9)):
        return None
    return Decimal(f"{number}.{''.join(map(str, digits))}") if point else Decimal(number)


def whole_number(words: list[str]) -> int | None:
    """Return the whole number said by words; None where they make no number, like "five six"."""
    if not words:
        return None
    total, group, room, scale_room = 0, 0, 1000, 1_000_000_000
    for word in words:
        if word in SCALES and group and SCALES[word] < scale_room:
            total, group, room, scale_room = total + group * SCALES[word], 0, 1000, SCALES[word]
        elif word == "hundred" and 0 < group < 20:
            group, room = group * 100, 100
        elif word in TENS and room > 10:
            group, room = group + TENS[word], 10
        elif word in ONES and ONES[word] < room and (ONES[word] or len(words) == 1):
            group, room = group + ONES[word], 1
        elif word == "a" and len(words) > 1 and not group:
            group, room = 1, 1
        else:
            return None
    return total + group
