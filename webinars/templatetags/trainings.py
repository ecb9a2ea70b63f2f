"""Tags by which pages of the floors below ask for trainings."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from lms.accounts.models import User
from webinars.selectors.cards import Card, cards, with_parts
from webinars.selectors.listing import upcoming
from webinars.selectors.mine import MyTraining, trainings_of

register = template.Library()

# What could end a script element or start a comment in it, as JSON writes it instead.
SAFE_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def next_trainings(count: int) -> list[Card]:
    """`{% next_trainings 3 as trainings %}`: the next dates that take place, as cards."""
    return cards(with_parts(upcoming().planned()[:count]))


@register.simple_tag
def my_trainings(user: User) -> list[MyTraining]:
    """`{% my_trainings user as mine %}`: what this person has booked and is not over, as cards with their status."""
    return trainings_of(user) if user.is_authenticated else []


@register.simple_tag
def data_block(data: dict[str, Any]) -> SafeString:
    """A schema.org block. A script element of data cannot be escaped as HTML, so what could end it is JSON-escaped."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True).translate(SAFE_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  (reviewed: see above)
