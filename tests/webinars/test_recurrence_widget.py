"""The editor's input for a repetition: labelled controls that say one rule, and keep what they cannot say."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.http import QueryDict
from hypothesis import given, settings

from tests.webinars.any_rule import patterns, rules, with_parts
from webinars.recurrence.rules import RuleError, check_rule, parse_rule, to_text
from webinars.recurrence.widget import RecurrenceInput, to_controls

TUESDAY = datetime(2026, 10, 13, 18, 30)


class PlanForm(forms.Form):
    """The form of an event, with nothing but its repetition."""

    rule = forms.CharField(required=False, strip=False, widget=RecurrenceInput)

    def clean_rule(self):
        text = self.cleaned_data["rule"]
        try:
            if text:
                check_rule(text, TUESDAY)
        except RuleError as problem:
            raise forms.ValidationError(problem.message) from problem
        return text


def page(text):
    """Return the form as an editor sees it when the stored rule is `text`."""
    return BeautifulSoup(PlanForm(initial={"rule": text}).as_p(), "html.parser")


def sent(soup):
    """Return what a browser sends for a form that is submitted as it stands."""
    data = QueryDict(mutable=True)
    for control in soup.find_all(["input", "select", "textarea"]):
        if control.name == "select":
            chosen = control.find("option", selected=True) or control.find("option")
            data.appendlist(control["name"], chosen["value"])
        elif control.name == "textarea":
            data.appendlist(control["name"], control.text.removeprefix("\n").replace("\n", "\r\n"))
        elif control.get("type") != "checkbox" or control.has_attr("checked"):
            data.appendlist(control["name"], control.get("value", ""))
    return data


def filled(**controls):
    """Return the form after an editor filled in these controls and sent it."""
    data = sent(page(""))
    for name, value in controls.items():
        data.setlist(f"rule_{name}", value if isinstance(value, list) else [value])
    return PlanForm(data)


@pytest.mark.parametrize(
    ("controls", "text"),
    [
        ({}, ""),
        (
            {"repeats": "weekly", "days": ["TH", "TU"], "ends": "count", "count": "8"},
            "RRULE:FREQ=WEEKLY;COUNT=8;BYDAY=TU,TH",
        ),
        ({"repeats": "weekly", "until": "2026-12-08"}, "RRULE:FREQ=WEEKLY;UNTIL=20261208"),
        (
            {"repeats": "weeks", "every": "2", "days": ["TU"], "until": "2026-12-08"},
            "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261208;BYDAY=TU",
        ),
        (
            {"repeats": "nth", "nth": "2", "days": ["TU"], "ends": "count", "count": "3"},
            "RRULE:FREQ=MONTHLY;COUNT=3;BYDAY=2TU",
        ),
        ({"repeats": "date", "ends": "count", "count": "3"}, "RRULE:FREQ=MONTHLY;COUNT=3"),
        (
            {"repeats": "custom", "custom": "RRULE:FREQ=DAILY;COUNT=3\r\nEXDATE:20261014T183000\r\n"},
            "RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261014T183000",
        ),
    ],
)
def test_controls_become_one_rule(controls, text):
    form = filled(**controls)
    assert (form.is_valid(), form.cleaned_data.get("rule")) == (True, text)


@pytest.mark.parametrize(
    ("controls", "sentence"),
    [
        ({"repeats": "weeks", "every": "0", "ends": "count", "count": "3"}, "Repeat every 1 to 52 weeks: 0 is not possible."),
        ({"repeats": "weeks", "every": "", "ends": "count", "count": "3"}, "Repeat every 1 to 52 weeks: an empty field is not possible."),
        ({"repeats": "weeks", "every": "1.5", "ends": "count", "count": "3"}, "Repeat every 1 to 52 weeks: 1.5 is not possible."),
        ({"repeats": "weeks", "every": "2;\nX", "ends": "count", "count": "3"}, "Repeat every 1 to 52 weeks: 2??X is not possible."),
        ({"repeats": "weekly", "ends": "count", "count": "-5"}, "Choose 1 to 200 dates: -5 is not possible."),
        ({"repeats": "weekly", "ends": "count", "count": "1e9"}, "Choose 1 to 200 dates: 1E9 is not possible."),
        ({"repeats": "weekly", "until": ""}, "Choose the end date."),
        (
            {"repeats": "weekly", "until": "soon"},
            '"SOON" in UNTIL is not a date. Write it as 20261110 or 20261110T183000.',
        ),
        ({"repeats": "last", "until": "2026-12-08"}, "Choose at least one weekday."),
        ({"repeats": "nth", "nth": "9", "days": ["TU"], "until": "2026-12-08"}, "Count weekdays from 1 to 5, or from -5 to -1: 9TU is not possible."),
        (
            {"repeats": "weekly", "days": ["WE"], "until": "2026-12-08"},
            "The first date is a Tuesday but the event repeats on Wednesdays. Start on 14 October or add Tuesday.",
        ),
        (
            {"repeats": "weekly", "ends": "open"},
            "Say when the dates end: choose an end date or a number of dates, or that it goes on without an end.",
        ),
        ({"repeats": "custom", "custom": "RRULE:FREQ=SECONDLY"}, "An event can repeat daily, weekly, monthly or yearly."),
    ],
)  # fmt: skip
def test_what_is_not_possible_is_said_and_everything_typed_is_kept(controls, sentence):
    form = filled(**controls)
    assert form.errors == {"rule": [sentence]}
    again = sent(BeautifulSoup(form.as_p(), "html.parser"))
    assert PlanForm(again).errors == {"rule": [sentence]}


def test_a_bad_number_comes_back_in_its_own_field():
    form = filled(repeats="weeks", every="99", days=["TU"], ends="count", count="500")
    again = sent(BeautifulSoup(form.as_p(), "html.parser"))
    kept = {name: again.getlist(f"rule_{name}") for name in ("repeats", "every", "days", "ends", "count", "custom")}
    assert kept == {
        "repeats": ["weeks"],
        "every": ["99"],
        "days": ["TU"],
        "ends": ["count"],
        "count": ["500"],
        "custom": [""],
    }


def test_every_control_has_a_name_that_can_be_read_out():
    soup = page("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3")
    controls = soup.find_all(["input", "select", "textarea"])
    assert len(controls) == 14
    for control in controls:
        label = soup.find("label", attrs={"for": control["id"]})
        assert label is not None, control
        assert label.get_text(strip=True) != ""
        assert control.find_parent("fieldset").find("legend").get_text(strip=True) != ""
    assert len({control["id"] for control in controls}) == 14
    assert [tag.name for tag in soup.find_all(["script", "style"])] == []
    assert [
        tag for tag in soup.find_all(True) if tag.has_attr("style") or any(a.startswith("on") for a in tag.attrs)
    ] == []


def test_a_rule_the_controls_cannot_say_is_shown_in_words_and_kept_to_the_letter():
    text = "RRULE:FREQ=YEARLY;BYDAY=1MO;COUNT=3;BYMONTH=5\nEXDATE:20270503T183000"
    soup = page(text)
    assert soup.find("p", class_="help", string="Every year on the first Monday of May") is not None
    assert RecurrenceInput().value_from_datadict(sent(soup), {}, "rule") == text


def test_a_stored_rule_that_is_impossible_is_shown_rather_than_an_error_page():
    text = 'RRULE:FREQ=SECONDLY\nEXRULE:"><script>'
    soup = page(text)
    assert soup.find_all("script") == []
    assert RecurrenceInput().value_from_datadict(sent(soup), {}, "rule") == text


def test_an_untouched_rule_counts_as_unchanged():
    for text in ("", "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261208;BYDAY=TU", "RRULE:FREQ=DAILY;COUNT=3"):
        form = PlanForm(sent(page(text)), initial={"rule": text})
        assert form.has_changed() is False


@given(rules())
@settings(deadline=None, max_examples=60)
def test_any_rule_comes_through_the_form_the_same(rule):
    text = RecurrenceInput().value_from_datadict(sent(page(to_text(rule))), {}, "rule")
    assert parse_rule(text) == rule


@given(patterns())
@settings(deadline=None)
def test_the_controls_say_all_they_can(pattern):
    rule = with_parts(pattern, count=3)
    plain = not (rule.bymonth or rule.bymonthday or rule.bysetpos)
    nths = {day.nth for day in rule.byday}
    weekly = rule.freq == "WEEKLY"
    monthly = (
        rule.freq == "MONTHLY" and rule.interval == 1 and (not nths or (len(nths) == 1 and nths <= {-1, 1, 2, 3, 4, 5}))
    )
    controls = to_controls(to_text(rule))
    assert (controls["repeats"] != "custom") == (plain and (weekly or monthly))
