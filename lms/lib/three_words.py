"""Three words that open a door for a group: "kettle garden lamp". They can be said across a room and typed on any phone.

The list holds short, common, harmless words, none a letter away from another. Three different ones out of 1,027 make
1.08 x 10^9 codes (2^30): too many to guess where tries are counted, too few for a secret that stands alone.
"""

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

WORDS_FILE = Path(__file__).with_suffix(".txt")
HOW_MANY = 3
LONGEST_TYPED = 100


@cache
def all_words() -> tuple[str, ...]:
    """Return the list, in the order of the alphabet."""
    return tuple(WORDS_FILE.read_text(encoding="utf-8").split())


def new_words() -> str:
    """Return three different words, in one line with spaces."""
    return " ".join(secrets.SystemRandom().sample(all_words(), HOW_MANY))


def understand(typed: str) -> str | None:
    """Return what somebody typed in its one spelling, or None where it cannot be three words of the list.

    Capitals, accents, commas, dashes and spaces do not matter. A word with one letter too many, too few, wrong or
    swapped with its neighbour counts as the one word it can be.
    """
    plain = unicodedata.normalize("NFKD", typed[:LONGEST_TYPED]).lower()
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    found = [meant(word) for word in re.findall(r"[^\W\d_]+", letters)]
    if len(found) != HOW_MANY or None in found:
        return None
    return " ".join(word for word in found if word)


def meant(word: str) -> str | None:
    """Return the word of the list that is meant; None when none is near, or more than one."""
    if word in all_words():
        return word
    near = [known for known in all_words() if one_slip(word, known)]
    return near[0] if len(near) == 1 else None


def one_slip(one: str, other: str) -> bool:
    """Tell whether two different words are one letter apart: wrong, missing, too many, or two neighbours swapped."""
    if len(one) == len(other):
        wrong = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and one[wrong[0]] + one[wrong[1]] == other[wrong[1]] + other[wrong[0]]
        )
        return len(wrong) == 1 or swapped
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
