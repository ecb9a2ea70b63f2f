"""Who has a place is told how to join, or honestly that nobody knows yet."""

from typing import Any

import pytest
from django.core import mail

from cms.models import HomePage
from tests.webinars.events import dates_of, make_event
from webinars.services.booking import Contact, book_place

pytestmark = pytest.mark.django_db(transaction=True)
NOT_YET = "The link to join is not ready yet."


@pytest.mark.parametrize(
    ("fields", "link", "not_yet"),
    [
        ({}, False, True),
        ({"join_url": "https://meet.example/room"}, True, False),
        ({"join_phone": "0113 496 0000"}, False, False),
        ({"format": "in_person", "venue_name": "Hall"}, False, False),
    ],
)
def test_the_first_mail(site_tree: HomePage, january: None, fields: dict[str, Any], link: bool, not_yet: bool) -> None:
    event = make_event(site_tree, **fields)
    book_place(occurrence=dates_of(event)[0], name="Sam", contact=Contact(email="sam@example.org"))
    html = mail.outbox[0].alternatives[0][0]
    for text in (mail.outbox[0].body, html):
        assert (("https://meet.example/room" in text), (NOT_YET in text)) == (link, not_yet)
