"""Once a minute everything due is done; one receiver that fails stops neither the others nor the next minute."""

from collections.abc import Iterator

import pytest

from lms.lib.minute import minute_passed, send_minute


@pytest.fixture
def done() -> Iterator[list[str]]:
    """Connect two receivers, the first of which fails; return what the second did."""
    did: list[str] = []

    def fails(**kwargs: object) -> None:
        raise RuntimeError("the mail server is away")

    def works(**kwargs: object) -> None:
        did.append("worked")

    minute_passed.connect(fails, dispatch_uid="fails")
    minute_passed.connect(works, dispatch_uid="works")
    yield did
    minute_passed.disconnect(dispatch_uid="fails")
    minute_passed.disconnect(dispatch_uid="works")


@pytest.mark.django_db
def test_a_failing_receiver_stops_no_other_and_no_later_minute(done: list[str]) -> None:
    assert [name.rpartition(".")[2] for name in send_minute()] == ["fails"]
    assert [name.rpartition(".")[2] for name in send_minute()] == ["fails"]
    assert done == ["worked", "worked"]


@pytest.mark.django_db
def test_a_failure_is_logged_with_the_receivers_name(done: list[str], caplog: pytest.LogCaptureFixture) -> None:
    send_minute()
    lines = [record.getMessage().split("receiver=") for record in caplog.records if record.name == "lms.lib.minute"]
    assert [(event, name.rpartition(".")[2]) for event, name in lines] == [("minute.failed ", "fails")]
