"""Progress in words: every picture of bricks has its equal text (AC-12)."""

import datetime

from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def lessons_done(done: int, total: int) -> str:
    """Return "2 of 5 lessons done"."""
    return ngettext("%(done)s of %(total)s lesson done", "%(done)s of %(total)s lessons done", total) % {
        "done": done,
        "total": total,
    }


def modules_done(done: int, total: int) -> str:
    """Return "1 of 6 modules done"."""
    return ngettext("%(done)s of %(total)s module done", "%(done)s of %(total)s modules done", total) % {
        "done": done,
        "total": total,
    }


def new_since(count: int) -> str:
    """Return "2 new lessons since you finished"."""
    return ngettext("%(n)s new lesson since you finished", "%(n)s new lessons since you finished", count) % {"n": count}


def about_minutes(minutes: int) -> str:
    """Return "About 12 minutes"."""
    return ngettext("About %(n)s minute", "About %(n)s minutes", minutes) % {"n": minutes}


def lesson_small(minutes: int, state: str) -> str:
    """Return the small line of a lesson in a list: "10 min · Done"."""
    return f"{_('%(n)s min') % {'n': minutes}} · {state}"


def lesson_state(*, done: bool, current: bool) -> str:
    """Return what a lesson is for this learner."""
    if done:
        return _("Done")
    return _("You are here") if current else _("Not started")


def module_state(*, done: int, total: int, here: bool) -> str:
    """Return what a module with published lessons is for this learner."""
    if done == total:
        return _("Done")
    if here:
        return _("%(done)s of %(total)s done, you are here") % {"done": done, "total": total}
    return _("%(done)s of %(total)s done") % {"done": done, "total": total} if done else _("Not started")


def opens(opens_on: datetime.date | None, today: datetime.date) -> str:
    """Return when a module without published lessons opens: "Opens in May"; "Not open yet" without a date to come."""
    if opens_on is None or opens_on <= today:
        return _("Not open yet")
    pattern = "F" if opens_on.year == today.year else "F Y"
    return _("Opens in %(month)s") % {"month": date_format(opens_on, pattern)}


def first_time(right: int, total: int) -> str:
    """Return "You got 4 of 5 right first time"."""
    return _("You got %(right)s of %(total)s right first time") % {"right": right, "total": total}


def finished_started(finished: int, started: int) -> str:
    """Return "9 finished, 12 started"."""
    return _("%(finished)s finished, %(started)s started") % {"finished": finished, "started": started}


def people(number: int) -> str:
    """Return "15 people"."""
    return ngettext("%(n)s person", "%(n)s people", number) % {"n": number}


def day(on: datetime.date) -> str:
    """Return "Tuesday 9 March 2027"."""
    return date_format(on, "l j F Y")


def clock_time(at: datetime.time) -> str:
    """Return "7pm" or "7:30pm"."""
    return time_format(at, "f") + ("am" if at.hour < 12 else "pm")


def day_time_place(on: datetime.date, at: datetime.time | None, place: str) -> str:
    """Return "Tuesday 9 March 2027, 7pm, community room", as far as it is known."""
    return ", ".join(part for part in (day(on), clock_time(at) if at else "", place) if part)


def sent(answers: int, lessons: int) -> str:
    """Return "Sent. 3 answers are in. 1 lesson is up to date." for what a phone has just sent; nothing for nothing."""
    parts = []
    if answers:
        parts.append(ngettext("%(n)s answer is in.", "%(n)s answers are in.", answers) % {"n": answers})
    if lessons:
        parts.append(ngettext("%(n)s lesson is up to date.", "%(n)s lessons are up to date.", lessons) % {"n": lessons})
    return " ".join([_("Sent."), *parts]) if parts else ""


def file_size(size: int) -> str:
    """Return how much a file costs to download: "0.4 MB"; "less than 0.1 MB" for a small one. `size` in bytes."""
    if size < 100_000:
        return _("less than 0.1 MB")
    return _("%(n)s MB") % {"n": number_format(size / 1_000_000, 1)}


FEWEST = 5


def few(count: int) -> str:
    """Return a number of people's answers; small numbers are not said."""
    return _("fewer than 5") if 0 < count < FEWEST else str(count)


def answers_to_correct(count: int) -> str:
    """Return what a correction would do: "12 answers will count as right after all"."""
    if not count:
        return _("No answer would change. Learners who answered before will read the reason.")
    return _("Answers that will count as right after all: %(n)s. Learners will read the reason.") % {"n": few(count)}


def answers_corrected(count: int) -> str:
    """Return what a correction did."""
    return _("The correction is made. Answers that count as right after all: %(n)s.") % {"n": few(count)}
