"""The small tags: a picture beside words, a course of bricks, a field with its hint and error."""

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import override_settings

from cms.icons import ICONS


def drawn(source: str, **context: object) -> str:
    """Return what a piece of template with our tags prints."""
    return Template("{% load commonbrick fields %}" + source).render(Context(context))


def test_every_icon_is_hidden_from_screen_readers() -> None:
    for name in ICONS:
        assert drawn("{% icon name %}", name=name).startswith('<svg class="i" viewBox="0 0 24 24" aria-hidden="true"')


def test_an_unknown_icon_is_an_error_while_building_and_nothing_when_live() -> None:
    with override_settings(STRICT_TEMPLATES=True), pytest.raises(TemplateSyntaxError, match="no icon called 'clok'"):
        drawn('{% icon "clok" %}')
    with override_settings(STRICT_TEMPLATES=False):
        assert drawn('{% icon "clok" %}').endswith("></svg>")


def test_a_picture_comes_from_the_art_file() -> None:
    assert drawn('{% art "tea" "s" %}') == (
        '<svg class="art s" viewBox="0 0 160 150" aria-hidden="true" focusable="false">'
        '<use href="/static/img/art.svg#tea"/></svg>'
    )


@pytest.mark.parametrize(
    ("done", "total", "now", "expected"),
    [
        (2, 4, None, ["on", "on", "", ""]),
        (2, 4, True, ["on", "on", "now", ""]),
        (1, 4, 4, ["on", "", "", "now"]),
        (4, 4, True, ["on", "on", "on", "on"]),
        (0, 2, False, ["", ""]),
    ],
)
def test_a_course_of_bricks_says_what_is_laid(done: int, total: int, now: object, expected: list[str]) -> None:
    bricks = "".join(f'<i class="{kind}"></i>' if kind else "<i></i>" for kind in expected)
    shown = drawn("{% bricks done total now %}", done=done, total=total, now=now)
    assert shown == f'<div class="bricks n{total}" aria-hidden="true">{bricks}</div>'


@pytest.mark.parametrize(("total", "across"), [(0, 1), (12, 12), (13, 7), (30, 10)])
def test_more_than_twelve_bricks_wrap_into_even_rows(total: int, across: int) -> None:
    assert drawn("{% bricks 0 total %}", total=total).startswith(f'<div class="bricks n{across}"')


class Sample(forms.Form):
    """One typed field and one group of choices."""

    email = forms.EmailField(label="Your email", help_text="For the link.")
    access = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[("bsl", "BSL"), ("cc", "Captions")]
    )


FIELD = '{% include "components/field.html" with field=field only %}'


def test_a_field_names_its_hint_and_its_error() -> None:
    shown = drawn(FIELD, field=Sample({})["email"])
    assert 'aria-describedby="id_email_error id_email_helptext"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'id="id_email_helptext">For the link.' in shown
    assert 'id="id_email_error"' in shown
    assert 'class="field bad"' in shown


def test_a_field_without_trouble_names_only_its_hint() -> None:
    shown = drawn(FIELD, field=Sample()["email"])
    assert 'aria-describedby="id_email_helptext"' in shown
    assert "aria-invalid" not in shown
    assert "error" not in shown


def test_a_group_is_a_fieldset_and_keeps_what_was_ticked() -> None:
    shown = drawn(FIELD, field=Sample({"access": ["cc"]})["access"])
    assert shown.count("<fieldset") == shown.count("<legend") == 1
    assert 'value="cc" id="id_access_1" checked' in shown
    assert 'value="bsl" id="id_access_0">' in shown


def test_the_summary_links_each_problem_to_its_control() -> None:
    shown = drawn('{% include "components/error_summary.html" with form=form only %}', form=Sample({}))
    assert 'href="#id_email"' in shown
    assert 'href="#id_access_0"' in shown


def test_words_of_a_person_are_escaped_in_a_field() -> None:
    shown = drawn(FIELD, field=Sample({"email": '"><script>'})["email"])
    assert "<script>" not in shown
