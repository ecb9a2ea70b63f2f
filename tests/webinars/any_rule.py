"""Hypothesis strategies: any rule of the whitelist, and a first date that it holds."""

from datetime import date, datetime, time, timedelta

from hypothesis import assume
from hypothesis import strategies as st

from webinars.recurrence.parts import Rule, WeekDay
from webinars.recurrence.pattern import fits, next_fit
from webinars.recurrence.reading import LONGEST

NTHS = [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5]


def some(values, most=4):
    """Return a strategy for a sorted tuple of up to `most` of these values, each once."""
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(lambda chosen: tuple(sorted(chosen)))


@st.composite
def patterns(draw) -> Rule:
    """Draw a rule of the whitelist without its end."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    bymonth = draw(st.one_of(st.just(()), some(list(range(1, 13)), 11)))
    bymonthday = () if freq == "WEEKLY" else draw(st.one_of(st.just(()), some([-1, *range(1, 32)])))
    assume(not (bymonth and bymonthday) or any(d <= LONGEST[m - 1] for m in bymonth for d in bymonthday))
    counted = freq == "MONTHLY" or (freq == "YEARLY" and bool(bymonth))
    if counted and draw(st.booleans()):
        byday = draw(some([WeekDay(number, nth) for number in range(7) for nth in NTHS], 3))
    else:
        byday = draw(some([WeekDay(number) for number in range(7)], 7))
    bysetpos = draw(some(NTHS, 2)) if freq == "MONTHLY" and byday and draw(st.booleans()) else ()
    interval = draw(st.one_of(st.just(1), st.integers(1, 52)))
    return Rule(freq, interval, byday, bymonthday, bymonth, bysetpos)


@st.composite
def rules(draw) -> Rule:
    """Draw a rule of the whitelist with any end, skipped and extra dates."""
    rule = draw(patterns())
    days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
    stamps = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31)).map(lambda at: at.replace(microsecond=0))
    end = draw(
        st.one_of(
            st.just({}),
            st.builds(lambda count: {"count": count}, st.integers(1, 200)),
            st.builds(lambda until: {"until": until}, st.one_of(days, stamps)),
        )
    )
    lists = {name: draw(st.lists(stamps, max_size=3, unique=True).map(sorted)) for name in ("skipped", "extra")}
    return with_parts(rule, **end, **{name: tuple(value) for name, value in lists.items()})


@st.composite
def series(draw) -> tuple[Rule, datetime]:
    """Draw a rule that ends, and a first date (wall time, 2024 to 2030) that it holds."""
    rule = draw(patterns())
    first = draw(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
    if not fits(rule, first):
        better = next_fit(rule, first)
        # What the rule leaves to the first date moves with it.
        assume(better is not None and better.year < 2031 and fits(rule, better))
        first = better
    if draw(st.booleans()):
        rule = with_parts(rule, count=draw(st.integers(1, 60)))
    else:
        rule = with_parts(rule, until=first + timedelta(days=draw(st.integers(0, 1000))))
    return rule, datetime.combine(first, time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 15, 30, 45]))))


def with_parts(rule: Rule, **parts) -> Rule:
    """Return a copy of a rule with other parts."""
    return Rule(**{name: parts.get(name, getattr(rule, name)) for name in Rule.__dataclass_fields__})
