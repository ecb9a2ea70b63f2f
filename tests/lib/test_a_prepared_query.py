"""A prepared query gives what its queryset gives, for any values, from SQL that was made once."""

import datetime
import threading
import uuid
from datetime import UTC
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext

from lms.accounts.models import ResumeCode, User
from lms.lib.prepared import Prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[User]:
    return [User.objects.create_user(f"person-{n}@example.org", language="cy" if n % 2 else "") for n in range(4)]


def test_models_come_out_as_from_their_queryset(people: list[User]) -> None:
    one = Prepared(lambda key: User.objects.filter(pk=key, is_active=True), key=models.BigIntegerField())
    for person in people:
        found = one.first(key=person.pk)
        assert vars(found) | {"_state": None} == vars(User.objects.get(pk=person.pk)) | {"_state": None}
        assert (found._state.adding, found._state.db) == (False, "default")
    User.objects.filter(pk=people[0].pk).update(is_active=False)
    assert (one.first(key=people[0].pk), one.all(key=0)) == (None, [])


def test_a_row_that_was_read_can_be_saved(people: list[User]) -> None:
    one = Prepared(lambda key: User.objects.filter(pk=key), key=models.BigIntegerField())
    person = one.first(key=people[0].pk)
    person.display_name = "Ama"
    person.save(update_fields=["display_name"])
    assert User.objects.get(pk=person.pk).display_name == "Ama"


def test_columns_that_were_left_out_are_read_when_asked_for(people: list[User]) -> None:
    one = Prepared(lambda key: User.objects.filter(pk=key).only("email"), key=models.BigIntegerField())
    person = one.first(key=people[1].pk)
    assert person.get_deferred_fields() >= {"language", "password"}
    assert (person.email, person.language) == ("person-1@example.org", "cy")


def test_values_are_converted_on_the_way_in_and_out(people: list[User]) -> None:
    asked = Prepared(
        lambda public_id, since: User.objects.filter(public_id=public_id, date_joined__gte=since).values_list(
            "public_id", "date_joined", "is_guest", Lower("email")
        ),
        public_id=models.UUIDField(),
        since=models.DateTimeField(),
    )
    person = people[2]
    same = (person.public_id, person.date_joined, False, person.email)
    assert asked.all(public_id=person.public_id, since=person.date_joined) == [same]
    later = person.date_joined + datetime.timedelta(seconds=1)
    assert asked.all(public_id=person.public_id, since=later) == []
    assert asked.all(public_id=uuid.uuid4(), since=person.date_joined) == []


def test_order_and_number_of_rows_are_the_querysets(people: list[User]) -> None:
    latest = Prepared(
        lambda language: User.objects.filter(language=language).order_by("-pk").values_list("pk", flat=True)[:1],
        language=models.CharField(),
    )
    assert (latest.all(language="cy"), latest.all(language="")) == ([people[3].pk], [people[2].pk])
    assert latest.all(language="cy' OR '1'='1") == []


def test_it_is_one_query_and_is_built_once(people: list[User]) -> None:
    built: list[int] = []

    def build(key: int) -> Any:
        built.append(key)
        return User.objects.filter(pk=key)

    one = Prepared(build, key=models.BigIntegerField())
    with CaptureQueriesContext(connection) as queries:
        assert [one.first(key=person.pk).pk for person in people] == [person.pk for person in people]
    assert (len(queries), len(built)) == (4, 1)
    words = str(User.objects.filter(pk=people[0].pk).query)
    if connection.vendor == "postgresql":  # where the value travels apart from the words
        words = words.replace(f'"id" = {people[0].pk}', '"id" = $1')
    assert queries[0]["sql"] == words


def test_a_value_that_the_query_does_not_use_is_a_mistake() -> None:
    forgetful = Prepared(
        lambda key, now: Session.objects.filter(session_key=key), key=models.CharField(), now=models.DateTimeField()
    )
    with pytest.raises(ValueError, match="does not use now"):
        forgetful.all(key="x", now=datetime.datetime(2026, 1, 1, tzinfo=UTC))


def test_what_it_could_get_wrong_is_refused() -> None:
    for unfit in (
        User.objects.prefetch_related("groups"),
        ResumeCode.objects.select_related("person"),
        User.objects.values("pk"),
    ):
        with pytest.raises(TypeError, match="Prepared takes"):
            Prepared(lambda key, rows=unfit: rows.filter(pk=key), key=models.BigIntegerField()).all(key=1)
    with pytest.raises(TypeError, match="no example"):
        Prepared(lambda key: User.objects.filter(is_staff=key), key=models.BooleanField()).all(key=True)


@pytest.mark.django_db(transaction=True)
def test_threads_may_share_one(people: list[User]) -> None:
    one = Prepared(
        lambda key: User.objects.filter(pk=key).values_list("public_id", flat=True), key=models.BigIntegerField()
    )
    gate, wrong = threading.Barrier(4), []

    def ask(person: User) -> None:
        try:
            gate.wait(timeout=20)
            wrong.extend(1 for _ in range(20) if one.all(key=person.pk) != [person.public_id])
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert wrong == []
