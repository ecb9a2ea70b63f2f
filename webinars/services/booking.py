"""Booking a place and giving it up: policy, lock, capacity, idempotence, log, in that order."""

import logging
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max

from lms.accounts.models import User
from lms.lib.clock import now
from lms.lib.freshness import content_changed
from lms.lib.limits import allow
from lms.lib.tokens import readable_code
from webinars.errors import BookingRefused
from webinars.models import AccessNeed, BookingConsent, Occurrence, Registration
from webinars.models.choices import BookingMode
from webinars.models.registration import KEEP_DAYS
from webinars.services.places import booked_date, has_place, held, needs_kept_place
from webinars.services.telling import tell

logger = logging.getLogger(__name__)
Status = Registration.Status

WORDING_VERSION = "2026-11"
REPEATED_MAILS = 3  # an hour, to one address about one date


@dataclass(frozen=True)
class Contact:
    """One way to reach somebody: exactly one of the two is filled. Addresses are in lower case."""

    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Booking:
    """The answer somebody sees. `status` is what a first booking gets now, so that it tells nothing about others."""

    registration: Registration
    status: str
    is_new: bool


def refuse_unless_open(occurrence: Occurrence, moment: datetime) -> None:
    """Raise BookingRefused, with a kind sentence, unless somebody may book this date now."""
    if not occurrence.event.live or occurrence.status == Occurrence.Status.SKIPPED:
        raise BookingRefused("This date is no longer on the calendar. Please choose another one.")
    if occurrence.is_cancelled:
        raise BookingRefused(f"This date is cancelled: {occurrence.reason.rstrip('.')}. Please choose another one.")
    if occurrence.ends_at <= moment:
        raise BookingRefused("This training is over. Please choose another date.")
    if occurrence.starts_at <= moment:
        raise BookingRefused("This training has already started, so booking has closed. Please choose another date.")
    if occurrence.event.booking == BookingMode.NONE:
        raise BookingRefused("You do not need to book. Just come along.")
    if occurrence.event.booking == BookingMode.CLOSED:
        raise BookingRefused("This one is by invitation. Ask us if you think you should be there.")


def book_place(
    *,
    occurrence: Occurrence,
    name: str,
    contact: Contact,
    needs: Collection[str] = (),
    note: str = "",
    language: str = "",
    consents: Collection[str] = (),
    client_uuid: uuid.UUID | None = None,
    user: User | None = None,
) -> Booking:
    """Book one place, or a place on the waiting list if the date is full.

    The same form sent twice (`client_uuid`) and the same contact for the same date are one booking; the answer looks
    the same as for a first one, and the e-mail is sent again. Raises BookingRefused.
    """
    moment = now()
    with held(booked_date(occurrence).pk) as day:
        refuse_unless_open(day, moment)
        with_access = bool(needs or note.strip())
        open_place = has_place(day, with_access=with_access, moment=moment)
        status = Status.CONFIRMED if open_place else Status.WAITING
        earlier = earlier_booking(day, contact, client_uuid)
        if earlier:
            same_form = client_uuid is not None and earlier.client_uuid == client_uuid
            if allow(f"booking-mail:{earlier.pk}", REPEATED_MAILS, 3600):
                tell(earlier, "place", f"again:{uuid.uuid4()}")
            logger.info("booking.repeated registration=%s", earlier.pk)
            return Booking(earlier, earlier.status if same_form else status, is_new=False)
        kept = open_place and with_access and needs_kept_place(day, moment=moment)
        registration = Registration.objects.create(
            occurrence=day,
            reference=f"BRICK-{readable_code(1, 4)}-{readable_code(1, 3)}",
            name=name,
            email=contact.email.lower(),
            phone=contact.phone,
            language=language,
            status=status,
            uses_access_place=kept,
            user=user,
            client_uuid=free_uuid(client_uuid),
            created_at=moment,
            confirmed_at=moment if open_place else None,
        )
        write_down(registration, day, needs, note, consents, moment)
        tell(registration, "place", "first")
        content_changed()
        logger.info("booking.made registration=%s occurrence=%s status=%s", registration.pk, day.pk, status)
        return Booking(registration, status, is_new=True)


def earlier_booking(day: Occurrence, contact: Contact, client_uuid: uuid.UUID | None) -> Registration | None:
    """Return the booking that this one repeats, if any: the same form and contact, or the same contact."""
    mine = Registration.objects.filter(occurrence=day, email=contact.email.lower(), phone=contact.phone)
    if client_uuid and (sent := mine.filter(client_uuid=client_uuid).first()):
        return sent
    return mine.current().first()


def free_uuid(client_uuid: uuid.UUID | None) -> uuid.UUID | None:
    """Return the form's id unless another booking came from the same form: then somebody else used that device."""
    if client_uuid and Registration.objects.filter(client_uuid=client_uuid).exists():
        return None
    return client_uuid


def write_down(
    registration: Registration,
    day: Occurrence,
    needs: Collection[str],
    note: str,
    consents: Collection[str],
    moment: datetime,
) -> None:
    """Save what was asked for and agreed to, each in its own row, so that each can go by itself."""
    if needs or note.strip():
        AccessNeed.objects.create(
            registration=registration, kinds=sorted(set(needs)), note=note.strip(), delete_on=delete_on(day)
        )
    BookingConsent.objects.bulk_create(
        BookingConsent(
            registration=registration,
            purpose=purpose,
            wording_version=WORDING_VERSION,
            source="booking form",
            given_at=moment,
        )
        for purpose in sorted(set(consents))
    )


def delete_on(occurrence: Occurrence) -> date:
    """Return the day on which access needs for this date are deleted: 14 days after it."""
    ends_at = occurrence.ends_at
    if occurrence.event.booked_as_series:
        ends_at = occurrence.event.occurrences.aggregate(last=Max("ends_at"))["last"] or ends_at
    return (ends_at + timedelta(days=KEEP_DAYS)).date()


def cancel_booking(*, registration: Registration, by: str) -> Registration:
    """Give up a place; the first on the waiting list gets it. A second time changes nothing."""
    with held(registration.occurrence_id) as day:
        row = Registration.objects.get(pk=registration.pk)
        if row.is_cancelled:
            return row
        row.status, row.cancelled_at, row.cancelled_by = Status.CANCELLED, now(), by
        row.save()
        AccessNeed.objects.filter(registration=row).delete()
        tell(row, "cancelled", "cancelled")
        promote_within(day)
        content_changed()
        logger.info("booking.cancelled registration=%s by=%s", row.pk, by)
        return row


def promote_next(*, occurrence: Occurrence) -> list[Registration]:
    """Give every free place to the waiting list, in order, and tell those people; return them."""
    with held(occurrence.pk) as day:
        promoted = promote_within(day)
        if promoted:
            content_changed()
        return promoted


def promote_within(day: Occurrence) -> list[Registration]:
    """Do it inside a held date. Somebody with access needs may get a kept place before others in the list."""
    moment = now()
    if day.status != Occurrence.Status.PLANNED or day.starts_at <= moment:
        return []
    promoted = []
    general_full = False
    for row in Registration.objects.filter(occurrence=day).waiting().select_related("access_need"):
        with_access = hasattr(row, "access_need")
        if general_full and not with_access:
            continue
        if not has_place(day, with_access=with_access, moment=moment):
            if with_access or not day.event.access_places:
                break
            general_full = True
            continue
        row.uses_access_place = with_access and needs_kept_place(day, moment=moment)
        row.status, row.confirmed_at = Status.CONFIRMED, moment
        row.save()
        tell(row, "promoted", "promoted")
        logger.info("booking.promoted registration=%s occurrence=%s", row.pk, day.pk)
        promoted.append(row)
    return promoted
