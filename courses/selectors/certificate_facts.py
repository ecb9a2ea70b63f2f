"""What a certificate says, frozen when it is issued: later edits of pages change nothing on it."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from cms.models import Branding
from courses.models import (
    Enrolment,
    Evidence,
    LessonPage,
    ModuleCompletion,
    ModulePage,
    ProgrammeCompletion,
    ProgrammePage,
)

UNKNOWN_YEAR = 0


@dataclass(frozen=True)
class Facts:
    """The facts of one certificate. `carried` counts lessons recognised from an earlier year, by year (0: not known).

    `programme` and `number` are a module's. `rule` is what finishing meant that day; `lessons` names each lesson and the
    version it was done in.
    """

    title: str
    programme: str = ""
    edition_name: str = ""
    year: int = 0
    number: int | None = None
    hours: int | None = None
    minutes: int = 0
    outcomes: tuple[str, ...] = ()
    issuer: str = ""
    rule: dict[str, Any] = field(default_factory=dict)
    lessons: tuple[dict[str, Any], ...] = ()
    carried: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the facts as plain data for the database."""
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Facts":
        """Return the facts of a stored certificate. Fields that a later version adds have their defaults."""
        known = {name: kept[name] for name in cls.__dataclass_fields__ if name in kept}
        return cls(**{**known, "outcomes": tuple(kept.get("outcomes", ())), "lessons": tuple(kept.get("lessons", ()))})


def issuer_name() -> str:
    """Return what the school calls itself. One query."""
    branding = Branding.objects.order_by("-site__is_default_site", "pk").first()
    return str(branding.site_name if branding else Branding().site_name)


def edition_of_enrolment(enrolment: Enrolment) -> ProgrammePage | None:
    """Return the page of an enrolment's edition, in the language the person began in where it is still there."""
    editions = ProgrammePage.objects.filter(lineage=enrolment.programme, year=enrolment.year)
    return enrolment.page or editions.order_by("path").first()


def programme_facts(completion: ProgrammeCompletion, edition: ProgrammePage | None) -> Facts:
    """Return the facts of a finished programme. Without its page, from what was frozen when it was earned."""
    enrolment, rule = completion.enrolment, completion.rule_snapshot
    whole = edition is not None and is_whole(edition)
    return Facts(
        title=edition.title if edition else rule.get("title") or enrolment.title,
        edition_name=edition.edition_name if edition else "",
        year=enrolment.year,
        hours=edition.hours if edition and whole else None if edition else rule.get("hours"),
        outcomes=tuple(edition.outcome_list if whole else outcomes_so_far(enrolment, edition)) if edition else (),
        issuer=issuer_name(),
        rule=short_rule(rule),
        **lessons_in(enrolment, evidence_ids=completion.evidence_ids),
    )


def is_whole(edition: ProgrammePage) -> bool:
    """Return whether every lesson of an edition is published: then its own hours and outcomes are what was learnt."""
    return not LessonPage.objects.descendant_of(edition).filter(live=False).exists()


def outcomes_so_far(enrolment: Enrolment, edition: ProgrammePage) -> list[str]:
    """Return what the modules that somebody finished promise, in their order: the rest is not written yet."""
    finished = ModuleCompletion.objects.filter(enrolment=enrolment).values_list("lineage", flat=True)
    modules = ModulePage.objects.descendant_of(edition).filter(lineage__in=list(finished)).order_by("path")
    return [outcome for module in modules for outcome in module.outcome_list]


def module_facts(completion: ModuleCompletion, edition: ProgrammePage | None) -> Facts:
    """Return the facts of a finished module. Without its page, from what was frozen when it was earned."""
    enrolment, rule = completion.enrolment, completion.rule_snapshot
    below = ModulePage.objects.descendant_of(edition) if edition else ModulePage.objects.none()
    module = below.filter(lineage=completion.lineage).first()
    return Facts(
        title=module.title if module else rule.get("title") or enrolment.title,
        edition_name=edition.edition_name if edition else "",
        programme=edition.title if edition else enrolment.title,
        year=enrolment.year,
        number=module.number if module else rule.get("number"),
        outcomes=tuple(module.outcome_list) if module else (),
        issuer=issuer_name(),
        rule=short_rule(rule),
        **lessons_in(enrolment, evidence_ids=completion.evidence_ids),
    )


def short_rule(rule: dict[str, Any]) -> dict[str, Any]:
    """Return what finishing meant, in numbers."""
    return {name: rule[name] for name in ("percent", "required", "done", "version") if name in rule}


def lessons_in(enrolment: Enrolment, *, evidence_ids: Iterable[int]) -> dict[str, Any]:
    """Return minutes, lessons with versions, and how many were carried over, of the acts that earned something."""
    acts: dict[uuid.UUID, Evidence] = {}
    rows = Evidence.objects.filter(enrolment=enrolment, pk__in=list(evidence_ids)).select_related("lesson_version")
    for act in rows.order_by("occurred_at", "pk"):
        acts.setdefault(act.lineage, act)
    carried = Counter(
        str(act.payload.get("from_year") or UNKNOWN_YEAR) for act in acts.values() if act.kind == Evidence.Kind.CARRIED
    )
    return {
        "minutes": sum(act.lesson_version.minutes for act in acts.values()),
        "lessons": tuple(
            {
                "lesson": str(act.lineage),
                "title": act.lesson_version.title,
                "version": act.lesson_version.number,
                "language": act.lesson_version.language,
            }
            for act in acts.values()
        ),
        "carried": dict(carried),
    }
