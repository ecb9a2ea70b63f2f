"""What a list of trainings is narrowed to: read from the address, where anything unknown is left out with a word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict

from cms.models import Region, Topic
from webinars.models import EventLanguage, EventPage, Occurrence
from webinars.models.choices import Format, Language

ONLINE = "online"
ACCESS = {
    "bsl": "BSL",
    "captions": "Captions",
    "step-free": "Step-free",
    "hearing-loop": "Hearing loop",
    "quiet-space": "Quiet space",
    "easy-read": "Easy Read",
    "travel": "Travel money",
}
MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
KNOWN = {"where", "topic", "access", "language", "childcare", "view", "month", "page", "subscribe"}


@dataclass(frozen=True)
class Choice:
    """One box of a filter."""

    value: str
    text: str
    checked: bool


@dataclass(frozen=True)
class Group:
    """One filter with its boxes."""

    name: str
    legend: str
    options: list[Choice]


@dataclass(frozen=True)
class Filters:
    """What was chosen. Every value is one we know."""

    groups: list[Group]
    chosen: dict[str, list[str]]
    words: list[str]
    month: tuple[int, int] | None = None
    month_view: bool = False
    page: int = 1
    left_out: bool = False
    pairs: list[tuple[str, str]] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """Return what is chosen, in words."""
        return ", ".join(self.words) if self.words else "everything"

    def address(self, **changes: str | int | None) -> str:
        """Return a query string with these filters, in one order for one choice, and `changes` on top."""
        extra = [(key, str(value)) for key, value in sorted(changes.items()) if value]
        both = [*sorted(self.pairs), *extra]
        return f"?{urlencode(both)}" if both else "?"


def read_filters(query: QueryDict) -> Filters:
    """Return what the address asks for. Two queries, for the names of places and topics."""
    vocabulary: dict[str, tuple[str, dict[str, str]]] = {
        "where": ("Where", {ONLINE: "Online"} | dict(Region.objects.values_list("slug", "name"))),
        "topic": ("Topic", dict(Topic.objects.values_list("slug", "name"))),
        "access": ("Access", ACCESS),
        "language": ("Language", dict(Language.choices)),
        "childcare": ("Children", {"free": "Free childcare"}),
    }
    groups, chosen, words, pairs, left_out = [], {}, [], [], False
    for name, (legend, known) in vocabulary.items():
        asked = set(query.getlist(name)) - {""}
        left_out = left_out or bool(asked - known.keys())
        chosen[name] = [value for value in known if value in asked]
        words += [str(known[value]) for value in chosen[name]]
        pairs += [(name, value) for value in chosen[name]]
        groups.append(Group(name, legend, [Choice(value, str(text), value in asked) for value, text in known.items()]))
    month = MONTH.fullmatch(query.get("month", ""))
    view, page = query.get("view", ""), query.get("page", "")
    good_page = page.isascii() and page.isdecimal() and len(page) < 5 and int(page) > 0
    left_out = left_out or (bool(query.get("month")) and not month) or view not in ("", "list", "month")
    left_out = left_out or (bool(page) and not good_page) or bool(query.keys() - KNOWN)
    return Filters(
        groups=groups,
        chosen=chosen,
        words=words,
        month=(int(month[1]), int(month[2])) if month else None,
        month_view=view == "month",
        page=int(page) if good_page else 1,
        left_out=left_out,
        pairs=pairs,
    )


def narrowed(rows: "QuerySet[Occurrence]", filters: Filters) -> "QuerySet[Occurrence]":
    """Return the dates that fit: any of the places, any of the topics and languages, all of the access."""
    chosen = filters.chosen
    if chosen["where"]:
        rows = rows.annotate(
            region_shown_slug=Coalesce("region__slug", "event__region__slug"),
        )
        places = Q(region_shown_slug__in=[slug for slug in chosen["where"] if slug != ONLINE])
        if ONLINE in chosen["where"]:
            places |= Q(format_override__in=[Format.ONLINE, Format.HYBRID]) | Q(
                format_override="", event__format__in=[Format.ONLINE, Format.HYBRID]
            )
        rows = rows.filter(places)
    if chosen["topic"]:
        tagged = EventPage.topics.through.objects.filter(eventpage=OuterRef("event"), topic__slug__in=chosen["topic"])
        rows = rows.filter(Exists(tagged))
    if chosen["language"]:
        spoken = EventLanguage.objects.filter(event=OuterRef("event"), code__in=chosen["language"])
        rows = rows.filter(Exists(spoken))
    if chosen["childcare"]:
        rows = rows.filter(event__offers_childcare=True)
    return with_access(rows, chosen["access"])


def with_access(rows: "QuerySet[Occurrence]", wanted: Iterable[str]) -> "QuerySet[Occurrence]":
    """Return the dates that have all of this access; BSL may differ from date to date."""
    for name in wanted:
        if name == "bsl":
            rows = rows.filter(Q(bsl_override=True) | Q(bsl_override=None, event__offers_bsl=True))
        else:
            rows = rows.filter(**{f"event__offers_{name.replace('-', '_')}": True})
    return rows
