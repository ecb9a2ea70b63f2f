"""What is sealed can be shown again under the site's key, the present one or an older one, and under no other."""

from typing import Any

from lms.lib.sealing import seal, unseal


def test_what_is_sealed_says_nothing_and_opens_again() -> None:
    sealed = seal("kettle garden lamp", "join-words")
    assert "kettle" not in sealed
    assert unseal(sealed, "join-words") == "kettle garden lamp"
    assert seal("kettle garden lamp", "join-words") != sealed


def test_another_purpose_and_a_broken_text_open_nothing() -> None:
    assert unseal(seal("lamp", "join-words"), "join-link") is None
    assert unseal("lamp", "join-words") is None


def test_an_older_key_opens_while_it_is_accepted(settings: Any) -> None:
    sealed, old = seal("lamp", "join-words"), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key for this test only, long enough", [old]
    assert unseal(sealed, "join-words") == "lamp"
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(sealed, "join-words") is None
