"""What two people did in one edition becomes what one person did: acts, completions, and what was earned."""

import uuid

from courses.models import Enrolment, Evidence, LessonCompletion, ModuleCompletion, ProgrammeCompletion
from courses.models.completion import EarnedModel
from courses.services.completions import settle_lesson

EARNED = ("earned_at", "rule_snapshot", "lineages_sha256", "evidence_ids", "lesson_versions")


def unite_acts(*, source: Enrolment, target: Enrolment) -> dict[int, int]:
    """Move all acts into the kept enrolment and settle their lessons; return new row numbers by the old ones.

    An act that both have sent (one phone, first as a guest) is one act. Where two different acts came with one client
    id, both stay. Acts keep their public id, so that exporting again repeats nothing.
    """
    taken = {row.client_uuid: row for row in Evidence.objects.filter(enrolment=target)}
    theirs = list(Evidence.objects.filter(enrolment=source).order_by("pk"))
    LessonCompletion.objects.filter(enrolment=source).delete()
    Evidence.objects.filter(enrolment=source).erase()
    moved: dict[int, int] = {}
    for row in theirs:
        twin, old = taken.get(row.client_uuid), row.pk
        if twin is not None and said(twin) == said(row):
            moved[old] = twin.pk
            continue
        if twin is not None:
            row.client_uuid = uuid.uuid5(twin.public_id, str(row.public_id))
        row.pk, row.enrolment, row._state.adding = None, target, True
        row.save(force_insert=True)
        moved[old] = row.pk
    for lineage in {row.lineage for row in theirs}:
        settle_lesson(enrolment=target, lineage=lineage)
    return moved


def said(act: Evidence) -> tuple[object, ...]:
    """Return what makes two rows the same act."""
    return act.lineage, act.kind, act.payload, act.occurred_at


def unite_earned(*, source: Enrolment, target: Enrolment, moved: dict[int, int]) -> None:
    """Keep what was earned; where both earned the same, the earlier one."""
    for model, subject in ((ModuleCompletion, "lineage"), (ProgrammeCompletion, None)):
        mine = {key_of(row, subject): row for row in model.objects.filter(enrolment=target)}
        for row in model.objects.filter(enrolment=source):
            key = key_of(row, subject)
            if key in mine and mine[key].earned_at <= row.earned_at:
                continue
            if key in mine:
                model.objects.filter(pk=mine[key].pk).erase()
            fields = {name: getattr(row, name) for name in EARNED}
            fields["evidence_ids"] = sorted(moved.get(number, number) for number in row.evidence_ids)
            model(enrolment=target, **fields, **({subject: key} if subject else {})).save(force_insert=True)


def key_of(row: EarnedModel, subject: str | None) -> object:
    """Return what can be earned only once: a module's lineage, or the whole."""
    return getattr(row, subject) if subject else None
