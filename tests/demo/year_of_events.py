"""The dates of 2026 that the demo's events must have, as the list of a year's events gives them.

A line is a time on a UK clock and the days it happens on: "18:30 3 Feb, 17 Feb". Where the hour differs from day to day, there
is a line for each. Times of 0:00 are whole days.
"""

import re
from datetime import date, datetime, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

PUBLIC = {
    "stewarding-training": "18:30 3 Feb, 17 Feb, 3 Mar, 19 Mar, 14 Apr",
    "welcome-to-the-movement": ("19:00 4 Feb, 4 Mar, 1 Apr, 6 May, 3 Jun, 1 Jul, 2 Sep, 7 Oct, 4 Nov, 2 Dec"),
    "year-opening": "18:30 14 Jan",
    "live-module-questions": "19:00 26 Feb, 26 Mar, 28 May, 25 Jun, 24 Sep, 29 Oct",
    "train-the-trainer": "10:00 17 Jan, 24 Jan, 31 Jan, 7 Feb",
    "legal-observer-basics": "10:00 7 Mar, 28 Mar",
    "know-your-rights-at-a-demonstration": "18:30 8 Apr",
    "know-your-rights-arabic-and-spanish": "14:00 12 Apr",
    "access-stewards-day": "11:00 14 Mar",
    "coach-captains-briefing-thursday": "18:00 9 Apr",
    "coach-captains-briefing-wednesday": "18:00 15 Apr",
    "placards-and-banners-bristol": "13:00 12 Apr",
    "placards-and-banners-glasgow": "13:00 12 Apr",
    "placards-and-banners-leeds": "13:00 12 Apr",
    "placards-and-banners-newcastle": "13:00 12 Apr",
    "spring-demonstration": "12:00 18 Apr",
    "after-the-demonstration": "18:30 21 Apr",
    "stay-involved": "18:30 28 Apr, 5 May, 12 May",
    "reading-a-viability-assessment": "19:00 2 Jun, 9 Jun, 16 Jun",
    "planning-comment-surgery": "12:30 14 May, 11 Jun, 9 Jul, 10 Sep, 8 Oct, 12 Nov, 10 Dec",
    "repairs-roadshow": "11:00 30 May, 13 Jun, 27 Jun, 11 Jul",
    "renters-rights-act-evening": "18:30 29 Apr",
    "renters-rights-act-lunchtime": "12:30 30 Apr",
    "power-mapping-workshop": "18:30 9 Sep, 23 Sep, 7 Oct, 21 Oct, 4 Nov, 18 Nov",
    "carers-study-circle": (
        "10:30 17 Apr, 24 Apr, 1 May, 8 May, 15 May, 22 May, 5 Jun, 12 Jun, 19 Jun, 26 Jun, 3 Jul, 10 Jul, 17 Jul"
    ),
    "housing-english": "17:30 30 Apr, 14 May, 21 May, 4 Jun, 11 Jun, 18 Jun, 25 Jun, 2 Jul",
    "module-2-in-arabic": "14:00 17 May",
    "easy-read-study-circle": "11:00 3 Mar, 7 Apr, 5 May, 2 Jun, 7 Jul, 1 Sep, 6 Oct, 3 Nov, 1 Dec",
    "rights-at-home-in-bsl": "18:00 10 Jun",
    "mentoring-drop-in": (
        "18:00 20 Jan, 17 Feb, 17 Mar, 21 Apr, 19 May, 16 Jun, 21 Jul, 15 Sep, 20 Oct, 17 Nov, 15 Dec"
    ),
    "warm-homes-week": "00:00 5 Oct",
    "media-skills-day": "10:00 21 Mar",
    "freedom-of-information-hour": (
        "09:30 16 Jan, 20 Feb, 20 Mar, 17 Apr, 15 May, 19 Jun, 17 Jul, 18 Sep, 16 Oct, 20 Nov, 18 Dec"
    ),
    "regional-gatherings": "11:00 20 Jun, 26 Sep, 3 Oct, 14 Nov",
    "annual-summit": "10:00 23 Oct, 24 Oct",
    "land-search-workshop": "11:00 6 Jun",
    "negotiation-role-play": "18:30 22 Sep",
}
PRIVATE = {
    "council-practice-exchange": "10:00 11 Feb, 13 May, 9 Sep, 11 Nov",
    "campaign-committee": ("18:00 28 Jan, 25 Feb, 25 Mar, 29 Apr, 27 May, 24 Jun, 29 Jul, 30 Sep, 28 Oct, 25 Nov"),
    "training-working-group": (
        "16:00 15 Jan, 5 Feb, 26 Feb, 19 Mar, 9 Apr, 30 Apr, 21 May, 11 Jun, 2 Jul, 23 Jul, 13 Aug, 3 Sep, "
        "24 Sep, 15 Oct, 5 Nov, 26 Nov, 17 Dec"
    ),
}
HOURS_IN_UTC = {
    "stewarding-training": ["18:30", "18:30", "18:30", "18:30", "17:30"],
    "power-mapping-workshop": ["17:30", "17:30", "17:30", "17:30", "18:30", "18:30"],
}


def on_the_clock(line: str) -> list[datetime]:
    """Return the dates of a line as wall time."""
    clock, days = line.split(" ", 1)
    hour, minute = map(int, clock.split(":"))
    found = re.findall(r"(\d+) ([A-Z][a-z]{2})", days)
    assert len(found) == days.count(",") + 1
    return [datetime(2026, MONTHS.index(month) + 1, int(day), hour, minute) for day, month in found]


def mondays_of_the_clinic() -> list[datetime]:
    """Return every Monday from 12 January to 14 December, without bank holidays and August, and a Wednesday in May."""
    days = [date(2026, 1, 12) + timedelta(weeks=week) for week in range(49)]
    left_out = {date(2026, 4, 6), date(2026, 5, 25)}
    kept = [day for day in days if day.month != 8 and day not in left_out]
    kept[kept.index(date(2026, 5, 4))] = date(2026, 5, 6)
    return [datetime(day.year, day.month, day.day, 12, 30) for day in kept]


def everything() -> dict[str, list[datetime]]:
    """Return the dates of each event by the name its address begins with."""
    lines = {name: on_the_clock(line) for name, line in (PUBLIC | PRIVATE).items()}
    return lines | {"monday-organising-clinic": mondays_of_the_clinic()}
