"""Addresses with a row's number in them, asked for with one that no database holds."""

import pytest
from django.test import Client

NUMBER = "9" * 25
QUESTION = "00000000-0000-0000-0000-000000000001"
FROM_OUR_PAGE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
ADDRESSES = [
    f"/bookings/{NUMBER}/",
    f"/calendar/dates/{NUMBER}.ics",
    f"/learning/lessons/{NUMBER}/done/",
    f"/learning/lessons/{NUMBER}/not-done/",
    f"/learning/lessons/{NUMBER}/questions/{QUESTION}/",
]
DESK = [f"/admin/trainings/{NUMBER}/dates/", f"/admin/trainings/dates/{NUMBER}/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_strangers_are_told_that_nothing_is_there(address: str) -> None:
    client = Client()
    assert client.get(address).status_code == 404
    assert client.post(address, {}, headers=FROM_OUR_PAGE).status_code == 404


@pytest.mark.parametrize("address", DESK)
def test_so_are_editors_at_their_desk(admin_client: Client, address: str) -> None:
    assert admin_client.get(address).status_code == 404
