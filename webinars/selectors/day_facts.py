"""What is special about a day in the UK: bank holidays, clock changes, and how many working days away it is."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
PARTS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}
OF_NATION = {"scotland": "SCT", "wales": "WLS", "ni": "NIR"}


@lru_cache(maxsize=64)
def bank_holidays(year: int, part: str = "ENG") -> dict[date, str]:
    """Return the bank holidays of one part of the UK in one year, by day."""
    return dict(holidays.country_holidays("GB", subdiv=part, years=year, language="en_GB").items())


def holiday_notes(day: date) -> list[str]:
    """Return the bank holidays on a day; where it is not one everywhere, its places are named."""
    places: dict[str, list[str]] = {}
    for part, place in PARTS.items():
        name = bank_holidays(day.year, part).get(day)
        if name:
            places.setdefault(name, []).append(place)
    return [name if len(where) == len(PARTS) else f"{name} ({', '.join(where)})" for name, where in places.items()]


def clock_note(day: date) -> str:
    """Return "Clocks go forward" or "Clocks go back" on the day they do in the UK; else nothing."""
    before = datetime(day.year, day.month, day.day, tzinfo=LONDON).utcoffset()
    after = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON).utcoffset()
    if before is None or after is None or before == after:
        return ""
    return "Clocks go forward" if after > before else "Clocks go back"


def day_notes(day: date) -> list[str]:
    """Return what a month table prints into a day besides events."""
    return [*holiday_notes(day), *filter(None, [clock_note(day)])]


def working_days_before(day: date, count: int, nation: str = "") -> date:
    """Return the day that lies `count` working days before `day`, by the bank holidays of a nation (England if none)."""
    part = OF_NATION.get(nation, "ENG")
    while count > 0:
        day -= timedelta(days=1)
        if day.weekday() < 5 and day not in bank_holidays(day.year, part):
            count -= 1
    return day


def month_bounds(year: int, month: int) -> tuple[datetime, datetime]:
    """Return the first instant of a month in UK time, and that of the next month, both in UTC."""
    following = (year + month // 12, month % 12 + 1)
    return (
        datetime(year, month, 1, tzinfo=LONDON).astimezone(UTC),
        datetime(*following, 1, tzinfo=LONDON).astimezone(UTC),
    )
