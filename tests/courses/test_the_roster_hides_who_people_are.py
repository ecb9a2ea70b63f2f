"""The roster: everybody under a pseudonym, sorted by progress, in ranges that at least five people share."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Enrolment, ProgressRollup
from courses.selectors.roster import Band, Roster, Wanted, roster, roster_rows, safe_bands
from lms.accounts.models import User
from lms.lib import clock
from lms.lib.pseudonyms import Pseudonyms
from tests.courses.conftest import School
from tests.courses.insight_school import people_who_finished
from tests.courses.test_what_people_learnt import report_address, text_of


def of(school: School, **wanted: object) -> Roster:
    """Return a page of a school's roster."""
    return roster(school.edition.lineage, school.edition.year, Wanted(**wanted), clock.now())  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), max_size=30), st.booleans())
def test_every_band_and_every_part_of_it_is_of_five_people_or_more(
    sizes: list[tuple[int, int]], with_quiet: bool
) -> None:
    exact = [Band(place * 3, place * 3, people, min(people, quiet)) for place, (people, quiet) in enumerate(sizes)]
    bands = safe_bands(exact, with_quiet=with_quiet)
    for band in bands:
        assert band.people >= 5
        assert not with_quiet or {band.quiet, band.people - band.quiet}.isdisjoint(range(1, 5))
    if bands:
        assert sum(band.people for band in bands) == sum(band.people for band in exact)
        assert all(left.high < right.low for left, right in pairwise(bands))


def test_people_are_sorted_by_progress_25_to_a_page(school: School) -> None:
    people_who_finished(school.edition, school.lessons, [0] * 6 + [1] * 20 + [3] * 10)
    first, second = of(school, order="most"), of(school, order="most", page=2)
    assert [row.band.label for row in first.rows] == ["100%"] * 10 + ["33%"] * 15
    assert [row.band.label for row in second.rows] == ["33%"] * 5 + ["0%"] * 6
    assert len({row.pseudonym for row in first.rows + second.rows}) == 36
    assert of(school, order="least").rows == tuple(reversed((first.rows + second.rows)[11:]))
    assert of(school, page=999).rows == of(school, page=2).rows


def test_the_order_in_a_range_tells_neither_who_is_further_nor_who_came_first(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("courses.selectors.roster.CHUNK", 4)
    people = people_who_finished(school.edition, school.lessons, [1] * 8 + [2] * 2 + [3])
    edition = (school.edition.lineage, school.edition.year)

    def both() -> tuple[list[str], list[object]]:
        page = [row.pseudonym for row in of(school, order="least").rows]
        return page, [row[0] for row in roster_rows(*edition, clock.now())]

    before = both()
    came = [Pseudonyms("roster", *edition).of(person.pk) for person in people]
    assert before[0] == before[1]
    assert sorted(before[0]) == sorted(came)
    assert before[0] not in (came, came[::-1])
    percents = list(ProgressRollup.objects.order_by("pk").values_list("percent", flat=True))
    for person, percent in zip(people, reversed(percents), strict=True):
        ProgressRollup.objects.filter(enrolment=person).update(percent=percent)
    assert both() == before


def test_few_people_far_ahead_share_a_range(school: School) -> None:
    people_who_finished(school.edition, school.lessons, [1] * 8 + [2] * 2 + [3])
    found = of(school, order="most")
    assert {row.band.label for row in found.rows} == {"33% to 100%"}


def test_four_people_are_too_few_to_show(school: School) -> None:
    people_who_finished(school.edition, school.lessons, [0, 1, 2, 3])
    found = of(school)
    assert (found.too_few, found.rows, found.bands) == (True, (), ())
    assert list(roster_rows(school.edition.lineage, school.edition.year, clock.now())) == []


def test_who_was_not_active_is_told_of_five_people_or_more(school: School) -> None:
    people = people_who_finished(school.edition, school.lessons, [1] * 12 + [3] * 12)
    long_ago = clock.now() - timedelta(days=15)
    Enrolment.objects.filter(pk__in=[row.pk for row in people[:6]]).update(place_at=long_ago)
    found = of(school, quiet=True)
    assert (found.people, {row.band.label for row in found.rows}) == (6, {"33%"})
    Enrolment.objects.filter(pk=people[20].pk).update(place_at=long_ago)
    assert {row.band.label for row in of(school, quiet=True).rows} == {"33% to 100%"}


def test_a_filter_that_fits_one_to_four_people_shows_nothing(school: School) -> None:
    people = people_who_finished(school.edition, school.lessons, [1] * 12)
    long_ago = clock.now() - timedelta(days=15)
    Enrolment.objects.filter(pk__in=[row.pk for row in people[:3]]).update(place_at=long_ago)
    found = of(school, quiet=True)
    assert (found.too_few, found.rows) == (True, ())
    assert len(of(school).rows) == 12


def test_pseudonyms_stay_within_an_edition_and_mean_nothing_outside(school: School) -> None:
    people_who_finished(school.edition, school.lessons, [1] * 6)
    names = [row.pseudonym for row in of(school).rows]
    assert names == [row.pseudonym for row in of(school).rows]
    numbers = Enrolment.objects.order_by("pk").values_list("pk", flat=True)
    assert sorted(names) == sorted(Pseudonyms("roster", school.edition.lineage, 2027).of(number) for number in numbers)
    assert set(names).isdisjoint(Pseudonyms("roster", school.edition.lineage, 2028).of(number) for number in numbers)


def test_the_file_holds_everybody_once(school: School, trainer: User, client_of: Callable[[User], Client]) -> None:
    people_who_finished(school.edition, school.lessons, [0] * 6 + [1] * 20 + [3] * 10)
    lines = text_of(client_of(trainer).get(report_address(school, "learners.csv"))).splitlines()
    assert lines[0] == '"Learner","Progress from, in percent","Progress to, in percent"'
    rows = [line.split(",") for line in lines[1:]]
    assert len({name for name, _, _ in rows}) == 36
    assert [low for _, low, _ in rows] == ["0"] * 6 + ["33"] * 20 + ["100"] * 10


ODD = (
    "?sort=user__email",
    "?sort=-percent);--",
    f"?sort={'x' * 5000}",
    "?band=1e9999",
    "?band=-1",
    "?page=0",
    "?page=²",
    "?quiet=yes",
    "?user__email__startswith=a",
)


def test_odd_wishes_are_as_if_they_were_not_there(
    school: School, trainer: User, client_of: Callable[[User], Client]
) -> None:
    people_who_finished(school.edition, school.lessons, [1] * 6)
    browser = client_of(trainer)
    usual = browser.get(report_address(school, "learners/")).context["roster"]
    for query in ODD:
        answer = browser.get(report_address(school, f"learners/{query}"))
        assert (query, answer.status_code, answer.context["roster"].rows) == (query, 200, usual.rows)


def test_the_roster_names_nobody(
    school: School, learner: User, trainer: User, client_of: Callable[[User], Client]
) -> None:
    people = people_who_finished(school.edition, school.lessons, [1] * 6)
    Enrolment.objects.filter(pk=people[0].pk).update(user=learner)
    browser = client_of(trainer)
    page = browser.get(report_address(school, "learners/")).content.decode()
    file = text_of(browser.get(report_address(school, "learners.csv")))
    for secret in ("Ama", "ama@example.org", str(learner.public_id), str(people[1].user.public_id)):
        assert secret not in page + file
