"""No table asks what a person is, believes or fears: such a field cannot leak if it does not exist."""

import pytest
from django.apps import apps
from django.db import models

OURS = ("lms.", "cms", "courses", "webinars")
FORBIDDEN = {
    "nationality",
    "immigration",
    "immigration_status",
    "visa",
    "ethnicity",
    "ethnic_group",
    "race",
    "religion",
    "faith",
    "date_of_birth",
    "birth_date",
    "birthday",
    "age",
    "ni_number",
    "national_insurance",
    "national_insurance_number",
    "home_address",
    "address_line_1",
    "postcode",
    "party",
    "political_party",
    "party_member",
    "union_member",
    "trade_union",
    "disability",
    "health",
    "gender",
    "sexuality",
    "sexual_orientation",
    "income",
    "salary",
    "benefits",
    "tenure",
    "landlord",
    "first_name",
    "last_name",
    "real_name",
}


def our_fields() -> list[tuple[str, str]]:
    """Return (model, field) of every column in a table of ours."""
    return [
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        if apps.get_app_config(model._meta.app_label).name.startswith(OURS)
        for field in model._meta.get_fields()
        if isinstance(field, models.Field)
    ]


def test_no_field_says_what_a_person_is() -> None:
    assert [f"{model}.{field}" for model, field in our_fields() if field in FORBIDDEN] == []


@pytest.mark.parametrize("field", [("accounts.User", "display_name"), ("accounts.User", "email")])
def test_the_search_sees_the_people_table(field: tuple[str, str]) -> None:
    assert [found for found in our_fields() if found == field] == [field]
