"""Every address of ours stands in url_table.py, and answers strangers as the table says."""

from collections import Counter

import pytest
from django.test import Client

from tests.house.addresses import Address, ours
from tests.house.url_table import ANYONE, PERSON, POST_ONLY, STAFF, TOKEN, URLS

ADDRESSES = ours()
SENT_AWAY = {302, 403, 404, 405}
FROM_OUR_PAGE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


def the_door(response_path: str) -> bool:
    """Tell whether a redirect leads to sign-in."""
    return "/sign-in" in response_path or "/login" in response_path


def test_every_address_is_in_the_table_and_the_table_holds_nothing_else() -> None:
    assert sorted({address.name for address in ADDRESSES}) == sorted(URLS)


def test_every_address_has_a_name_of_its_own() -> None:
    paths = Counter((address.name, address.path) for address in ADDRESSES)
    assert [key for key, count in paths.items() if count > 1 or not key[0]] == []


def test_no_address_stands_before_another_of_the_same_path() -> None:
    names: dict[str, set[str]] = {}
    for address in ADDRESSES:
        names.setdefault(address.path, set()).add(address.name)
    assert {path: sorted(both) for path, both in names.items() if len(both) > 1} == {}


def test_the_table_uses_known_words() -> None:
    assert set(URLS.values()) <= {ANYONE, POST_ONLY, PERSON, STAFF, TOKEN}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: f"{address.name} {address.path}")
def test_a_stranger_who_reads_gets_what_the_table_says(address: Address) -> None:
    response = Client().get(address.path)
    allowed = {
        ANYONE: {200, 301, 302, 304, 404, 503},
        POST_ONLY: {405},
        PERSON: SENT_AWAY,
        STAFF: SENT_AWAY,
        TOKEN: {404, 405, 410},
    }[URLS[address.name]]
    assert response.status_code in allowed
    assert response.cookies == {}
    if response.status_code == 302:
        assert the_door(response["Location"]) == (URLS[address.name] in {PERSON, STAFF})


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: f"{address.name} {address.path}")
def test_a_stranger_who_sends_something_changes_nothing_of_others(address: Address) -> None:
    response = Client().post(address.path, {}, headers=FROM_OUR_PAGE)
    allowed = {
        ANYONE: {200, 302, 303, 400, 404, 405, 422, 429},
        POST_ONLY: {200, 204, 302, 303, 400, 404, 415, 422, 429},
        PERSON: SENT_AWAY,
        STAFF: SENT_AWAY,
        TOKEN: {404, 405, 410},
    }[URLS[address.name]]
    assert response.status_code in allowed


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: f"{address.name} {address.path}")
def test_another_site_cannot_send_anything_in_a_visitors_name(address: Address) -> None:
    foreign = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    response = Client().post(address.path, {}, headers=foreign)
    assert response.status_code in {403, 405}
