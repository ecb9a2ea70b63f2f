"""Certificates as their holders see them, and as whoever checks a code sees them."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Certificate, CertificateName, ForgottenCertificate
from courses.selectors.certificate_facts import UNKNOWN_YEAR, Facts
from lms.accounts.models import User


@dataclass(frozen=True)
class Paper:
    """A certificate in words: what its page, its PDF, the check page and the badge all say."""

    certificate: Certificate
    facts: Facts

    @property
    def is_module(self) -> bool:
        """Return whether it is about one module."""
        return self.certificate.kind == Certificate.Kind.MODULE

    @property
    def eyebrow(self) -> str:
        """Return what it belongs to: "Year 2, 2027"; for a module with the programme before."""
        parts = (self.facts.programme, self.facts.edition_name, str(self.facts.year))
        return ", ".join(part for part in parts if part)

    @property
    def learning(self) -> str:
        """Return how much learning it was: "About 31 hours, 31 lessons"."""
        count = len(self.facts.lessons)
        lessons = ngettext("%(count)d lesson", "%(count)d lessons", count) % {"count": count} if count else ""
        return ", ".join(part for part in (self.time, lessons) if part)

    @property
    def time(self) -> str:
        """Return the hours the edition names, or else the minutes of its lessons."""
        hours, minutes = self.facts.hours, self.facts.minutes
        if hours:
            return ngettext("about %(count)d hour", "about %(count)d hours", hours) % {"count": hours}
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes} if minutes else ""

    @property
    def recognised(self) -> list[str]:
        """Return what was carried over: "3 lessons recognised from 2026"."""
        said = []
        for year, count in sorted(self.facts.carried.items()):
            words = (
                ngettext(
                    "%(count)d lesson recognised from %(year)s", "%(count)d lessons recognised from %(year)s", count
                )
                if year != str(UNKNOWN_YEAR)
                else ngettext(
                    "%(count)d lesson recognised from an earlier year",
                    "%(count)d lessons recognised from an earlier year",
                    count,
                )
            )
            said.append(words % {"count": count, "year": year})
        return said

    @property
    def finished_on(self) -> datetime.date:
        """Return the day it was earned, in UK time."""
        return timezone.localdate(self.certificate.earned_at)

    @property
    def statement(self) -> str:
        """Return the word between name and title."""
        if self.is_module and self.facts.number:
            return _("finished module %(number)s,") % {"number": self.facts.number}
        return _("finished")


def paper_of(certificate: Certificate) -> Paper:
    """Return a certificate in words. No query."""
    return Paper(certificate, Facts.of(certificate.facts))


def certificates_of(user: User | None) -> list[Paper]:
    """Return a person's certificates that stand, the newest first. One query; none for strangers."""
    if user is None:
        return []
    return [paper_of(row) for row in Certificate.objects.of(user).standing()]


def certificates_in(user: User | None, *, programme: uuid.UUID, year: int) -> list[Paper]:
    """Return what somebody earned in one edition and still stands: the whole first, then modules in order. One query."""
    if user is None:
        return []
    rows = Certificate.objects.of(user).standing().filter(enrolment__programme=programme, enrolment__year=year)
    return sorted(map(paper_of, rows), key=lambda paper: (paper.is_module, paper.facts.number or 0))


def export_certificates(user: User) -> list[dict[str, Any]]:
    """Return all that is kept about a person's certificates as plain data. There is no name in it, because none is kept."""
    rows = Certificate.objects.of(user).select_related("printed_name")
    return [
        {
            "what": row.get_kind_display(),
            "code": row.code,
            "earned_at": row.earned_at.isoformat(),
            "issued_at": row.issued_at.isoformat(),
            "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
            "withdrawn_because": row.withdrawal.reason if row.withdrawn_at else None,
            "last_printed_at": printed.printed_at.isoformat()
            if (printed := getattr(row, "printed_name", None))
            else None,
            "says": row.facts,
        }
        for row in rows
    ]


@dataclass(frozen=True)
class Found:
    """What a code leads to, and nothing about a person. `paper` is None where the holder was erased."""

    code: str
    title: str
    year: int
    issued_on: datetime.date
    withdrawn_on: datetime.date | None
    reason: str
    paper: Paper | None
    name: CertificateName | None

    @property
    def stands(self) -> bool:
        """Return whether it still counts."""
        return self.withdrawn_on is None

    @property
    def is_forgotten(self) -> bool:
        """Return whether its holder is not known here any more."""
        return self.paper is None


def find_certificate(*, code_hash: str) -> Found | None:
    """Return what a code leads to. Always two queries, so that a right code takes no longer than a wrong one."""
    row = Certificate.objects.filter(code_hash=code_hash).select_related("withdrawal", "printed_name").first()
    gone = ForgottenCertificate.objects.filter(code_hash=code_hash).first()
    if row is not None:
        withdrawn_at = row.withdrawn_at
        return Found(
            code=row.code,
            title=row.title,
            year=row.year,
            issued_on=timezone.localdate(row.issued_at),
            withdrawn_on=timezone.localdate(withdrawn_at) if withdrawn_at else None,
            reason=row.withdrawal.reason if withdrawn_at else "",
            paper=paper_of(row),
            name=getattr(row, "printed_name", None),
        )
    if gone is not None:
        return Found("", gone.title, gone.year, gone.issued_on, gone.withdrawn_on, "", None, None)
    return None
