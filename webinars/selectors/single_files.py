"""The calendar file of one date: for "add just this one" and for the e-mail to somebody who booked."""

from dataclasses import replace

from django.db.models import Max

from lms.lib.clock import now
from webinars.ical.writer import calendar, vevent
from webinars.ical.zones import vtimezone
from webinars.models import CalendarEntry, Occurrence
from webinars.selectors.feeds import WHAT_IT_IS, in_order, loaded
from webinars.selectors.vevents import base, cancelled, single_uid


def date_file(row: Occurrence) -> bytes:
    """Return one date as a calendar file; all dates where one booking covers them all.

    A single date of a series has a UID of its own: an override without its series would be an orphan.
    """
    event = row.event
    zones = [] if event.all_day else [vtimezone(event.tz)]
    if event.booked_as_series or not event.repeats:
        own = {event.uid} if event.booked_as_series else {single_uid(row)}
        stored = in_order(loaded(CalendarEntry.objects.filter(event=event, uid__in=own)))
        if stored:
            return calendar(
                name=event.title, description=WHAT_IT_IS, zones=zones, events=[entry[5] for entry in stored]
            )
    told = CalendarEntry.objects.filter(event=event).aggregate(number=Max("sequence"), at=Max("changed_at"))
    entry = base(event, row, uid=single_uid(row))
    if row.is_cancelled:
        entry = cancelled(entry, row.reason)
    entry = replace(entry, sequence=told["number"] or 0, changed_at=told["at"] or now().replace(microsecond=0))
    return calendar(name=row.shown_title, description=WHAT_IT_IS, zones=zones, events=[vevent(entry)])
