"""A fact has a source, and a review date after the day it was checked."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cms.models import Fact

TODAY = datetime.date(2027, 3, 1)


def fact(**changes: object) -> Fact:
    values = {
        "key": "social-share",
        "statement": "In 2024-25 about 16% of households in England rented from a social landlord.",
        "value": "16%",
        "source": "English Housing Survey 2024-25",
        "source_date": datetime.date(2025, 12, 4),
        "checked_on": datetime.date(2026, 6, 30),
        "review_by": datetime.date(2027, 6, 30),
    }
    return Fact(**{**values, **changes})


@pytest.mark.django_db
def test_a_review_before_the_check_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError, match="cms_fact_review_after_check"):
        fact(review_by=datetime.date(2026, 6, 30)).save()


@pytest.mark.django_db
def test_a_fact_without_a_source_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError, match="cms_fact_has_source"):
        fact(source="").save()


def test_a_source_from_the_future_is_refused_in_words() -> None:
    with pytest.raises(ValidationError, match="Check both dates"):
        fact(source_date=datetime.date(2026, 7, 1)).clean()


@pytest.mark.django_db
def test_facts_due_for_review_are_listed() -> None:
    fact().save()
    late = fact(key="late", review_by=datetime.date(2027, 2, 28))
    late.save()
    assert [found.key for found in Fact.objects.due_for_review(TODAY)] == ["late"]
    assert late.is_being_checked(TODAY)
    assert not fact().is_being_checked(TODAY)
