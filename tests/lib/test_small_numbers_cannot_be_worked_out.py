"""From everything a report shows, no count of one to four people can be worked out: tried with every school there is.

Every possible school of up to eleven people and two lessons is put into classes that show exactly the same. A count,
or the difference of two groups of which one is part of the other, is given away when it is the same number from one to
four in the whole class: whoever sees the report, and knows our rules, would know it.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.lib.small_numbers import (
    FEW,
    HIDDEN,
    NUMBER,
    Shown,
    about,
    protect_overlap,
    protect_parts,
    protect_whole,
    share,
    shown,
    too_few,
)

SMALLEST, LARGEST = 5, 11  # below five people nothing at all is shown
NOT, STARTED, FINISHED = range(3)
PERSON = list(product((NOT, STARTED, FINISHED), repeat=2))  # what one person did in the two lessons
Counts = dict[str, int]


@cache
def vectors() -> list[tuple[int, ...]]:
    """Return which counts each kind of person is part of."""
    return [
        (a >= STARTED, b >= STARTED, a == FINISHED, b == FINISHED, bool(a or b), a == b == FINISHED) for a, b in PERSON
    ]


def schools(people: int) -> Iterator[Counts]:
    """Yield the counts of every school of so many people, each once."""
    seen = {(0,) * 6}
    for _ in range(people):
        seen = {tuple(map(sum, zip(counts, person, strict=True))) for counts in seen for person in vectors()}
    for counts in seen:
        yield dict(zip(("s1", "s2", "f1", "f2", "started", "finished"), counts, strict=True))


def as_shown(school: Counts, people: int) -> tuple[Shown, ...]:
    """Return what the report of a module shows, as courses/selectors/insight.py puts it together."""
    starts = [shown(school["s1"]), shown(school["s2"])]
    ends = [shown(school["f1"]), shown(school["f2"])]
    return (
        *starts,
        *ends,
        protect_whole(school["started"], starts),
        protect_overlap(school["finished"], ends, people),
    )


def groups(school: Counts, people: int) -> Iterator[tuple[str, int]]:
    """Yield every group that must not be known to be of one to four people: the cells, and who is missing from them."""
    yield from school.items()
    inside = {
        "s1": ("started",),
        "s2": ("started",),
        "f1": ("s1", "started"),
        "f2": ("s2", "started"),
        "finished": ("f1", "f2", "s1", "s2", "started"),
    }
    for inner, outers in inside.items():
        for outer in outers:
            yield f"{outer} without {inner}", school[outer] - school[inner]
    for name, count in school.items():
        yield f"everybody without {name}", people - count


@pytest.mark.parametrize("people", range(SMALLEST, LARGEST + 1))
def test_no_small_group_is_the_same_in_all_schools_that_show_the_same(people: int) -> None:
    classes: defaultdict[tuple[Shown, ...], list[Counts]] = defaultdict(list)
    for school in schools(people):
        classes[as_shown(school, people)].append(school)
    given_away = []
    for cells, alike in classes.items():
        values: defaultdict[str, set[int]] = defaultdict(set)
        for school in alike:
            for name, count in groups(school, people):
                values[name].add(count)
        given_away += [(name, cells) for name, known in values.items() if len(known) == 1 and 0 < min(known) < 5]
    assert given_away == []


def test_without_the_guards_the_same_search_finds_what_is_given_away() -> None:
    """Two lessons of four people each and nobody in both: beside a plain total of eight, "fewer than 5" means four."""
    alike = {(a, b) for a in range(1, 5) for b in range(1, 5) if a + b >= shown(8).lowest}
    assert alike == {(4, 4)}
    assert protect_whole(8, [shown(4), shown(4)]).kind == HIDDEN


def test_counts_are_few_or_rounded_to_the_nearest_five() -> None:
    assert [shown(number).kind for number in range(6)] == [NUMBER, FEW, FEW, FEW, FEW, NUMBER]
    assert [shown(number).number for number in (0, 5, 7, 8, 12, 13, 412)] == [0, 5, 5, 10, 10, 15, 410]
    assert [str(shown(number)) for number in (0, 3, 4812)] == ["0", "Fewer than 5", "4,810"]


@given(st.integers(0, 5000))
def test_a_count_lies_where_its_cell_says(count: int) -> None:
    cell = shown(count)
    assert cell.highest is not None
    assert cell.lowest <= count <= cell.highest
    assert count == 0 or cell.highest - cell.lowest >= 2


@given(st.integers(0, 400), st.integers(0, 400))
def test_subtracting_a_group_from_the_one_it_is_part_of_never_gives_a_certain_small_number(one: int, rest: int) -> None:
    inner, outer = shown(one), shown(one + rest)
    assert inner.highest is not None
    assert outer.highest is not None
    possible = {
        whole - part
        for whole in range(outer.lowest, outer.highest + 1)
        for part in range(inner.lowest, min(whole, inner.highest) + 1)
    }
    assert len(possible) > 1 or (possible == {rest} and (rest == 0 or rest >= 5))


@pytest.mark.parametrize("number", [2, 3])
def test_parts_of_a_whole_never_give_a_hidden_part_away(number: int) -> None:
    """People who used a language, beside how many finished a lesson: everybody of the whole is in one part at least.
    Every way to be so many in two or three languages is tried, and what shows the same stands in one class."""
    classes: defaultdict[tuple[Shown, ...], list[tuple[int, ...]]] = defaultdict(list)
    for parts in product(range(9), repeat=number):
        for whole in range(max(parts), sum(parts) + 1):
            cells = protect_parts({place: shown(count) for place, count in enumerate(parts)}, [shown(whole)])
            classes[(*cells.values(), shown(whole))].append(parts)
    given_away = [
        cells
        for cells, alike in classes.items()
        for counts in zip(*alike, strict=True)
        if len(set(counts)) == 1 and 0 < counts[0] < 5
    ]
    assert given_away == []


def test_parts_beside_a_hidden_one_are_hidden_where_the_whole_would_tell() -> None:
    tight = protect_parts({"en": shown(7), "cy": shown(7), "ar": shown(4)}, [shown(18)])
    assert {cell.kind for cell in tight.values()} == {HIDDEN}
    loose = protect_parts({"en": shown(40), "cy": shown(7), "ar": shown(4)}, [shown(38)])
    assert [str(loose[code]) for code in ("en", "cy", "ar")] == ["40", "5", "Fewer than 5"]


def test_a_total_is_the_sum_of_what_is_shown() -> None:
    assert about([shown(3), shown(12), shown(0), Shown(HIDDEN)]) == Shown(NUMBER, 10)
    assert about([shown(3), shown(0)]) == Shown(HIDDEN)
    assert about([shown(0)]) == Shown(NUMBER, 0)


def test_a_percentage_needs_twenty_people_and_two_shown_numbers() -> None:
    assert share(shown(41), shown(100)) == 40
    assert share(shown(10), shown(15)) is None
    assert share(shown(3), shown(100)) is None
    assert share(shown(100), shown(100)) == 100


@pytest.mark.parametrize(("people", "everybody", "answer"), [(0, 9, False), (4, 9, True), (5, 9, True), (5, 10, False)])
def test_a_list_needs_five_people_in_it_and_five_outside_it(people: int, everybody: int, answer: bool) -> None:
    assert too_few(people, everybody) is answer
