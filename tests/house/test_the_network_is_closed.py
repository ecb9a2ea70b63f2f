"""A test that reaches beyond this machine fails."""

import socket
import urllib.request

import pytest

from tests.fixtures.network import NetworkReachedError, is_local


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", None, ""])
def test_this_machine_is_local(host: str | None) -> None:
    assert is_local(host) is True


@pytest.mark.parametrize("host", ["192.0.2.1", "school.example", "2001:db8::1", "0.0.0.0"])  # noqa: S104
def test_everything_else_is_not(host: str) -> None:
    assert is_local(host) is False


def test_a_connection_to_elsewhere_is_refused() -> None:
    with socket.socket() as stranger, pytest.raises(NetworkReachedError):
        stranger.connect(("192.0.2.1", 80))


def test_a_name_of_elsewhere_is_not_even_looked_up() -> None:
    with pytest.raises(NetworkReachedError):
        urllib.request.urlopen("http://school.example/", timeout=1)
