"""How many statements a request takes, once what everybody shares is known. Opening and closing a transaction is none."""

import uuid

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

NO_QUERY = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def browser(cookie: str) -> Client:
    """Return a client with somebody's session."""
    return Client(headers={"host": "127.0.0.1", "cookie": cookie})


def count_reads(path: str, cookie: str) -> int:
    """Return the queries of reading a page the second time."""
    client = browser(cookie)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return counted(queries)


def count_acts(lessons: list[int], cookies: list[str]) -> int:
    """Return the most queries that marking a lesson done takes, once somebody else has marked it."""
    most = 0
    for cookie in (cookies[0], cookies[-1]):
        client = browser(cookie)
        for lesson in lessons[:4]:
            with CaptureQueriesContext(connection) as queries:
                answer = client.post(f"/learning/lessons/{lesson}/done/", {"client_uuid": str(uuid.uuid4())})
            assert answer.status_code == 303
            if cookie is cookies[-1]:
                most = max(most, counted(queries))
    return most


def counted(queries: CaptureQueriesContext) -> int:
    """Return how many of these were questions or changes."""
    return sum(not (query["sql"] or "").startswith(NO_QUERY) for query in queries)  # a prepared one has no words
