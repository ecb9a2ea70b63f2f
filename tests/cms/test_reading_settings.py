"""Reading settings: one small cookie, printed by the server, the same with and without script."""

import pytest
from django.test import Client

from cms.models import HomePage
from lms.lib import reading_settings as reading

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", {}),
        ("theme-dark.size-1", {"theme": "dark", "size": "1"}),
        ("size-1.theme-dark", {"theme": "dark", "size": "1"}),
        ("size-9.face-clear", {"face": "clear"}),
        ('theme-"><script>.space-wide', {"space": "wide"}),
        ("nonsense", {}),
        ("x" * 5000 + ".theme-dark", {}),
    ],
)
def test_only_known_settings_are_read(value: str, expected: dict[str, str]) -> None:
    assert reading.parse(value) == expected


def test_what_is_packed_can_be_read_again() -> None:
    chosen = {"theme": "light", "size": "2", "space": "wide", "face": "clear"}
    assert reading.parse(reading.pack(chosen)) == chosen
    assert reading.pack({"size": "", "theme": "purple"}) == ""


def test_the_choice_is_kept_and_the_reader_goes_back(home: HomePage) -> None:
    client = Client()
    answer = client.post("/reading-settings/", {"theme": "dark", "size": "1", "next": "/search/?q=rent"})
    assert (answer.status_code, answer["Location"]) == (302, "/search/?q=rent")
    assert client.cookies[reading.COOKIE].value == "theme-dark.size-1"
    page = client.get("/search/").content.decode()
    assert '<html lang="en" dir="ltr" data-theme="dark" data-size="1">' in page


def test_going_back_to_the_usual_look_removes_the_cookie(home: HomePage) -> None:
    client = Client()
    client.post("/reading-settings/", {"size": "2"})
    client.post("/reading-settings/", {"size": ""})
    assert client.cookies[reading.COOKIE].value == ""
    assert '<html lang="en" dir="ltr">' in client.get("/search/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_nobody_is_sent_to_another_site(home: HomePage, elsewhere: str) -> None:
    assert Client().post("/reading-settings/", {"next": elsewhere})["Location"] == "/"


def test_the_form_shows_the_choice_and_sets_no_cookie(home: HomePage) -> None:
    client = Client()
    client.cookies[reading.COOKIE] = "face-clear"
    answer = client.get("/reading-settings/")
    assert 'name="face" value="clear" checked' in answer.content.decode()
    assert answer.cookies == {}
