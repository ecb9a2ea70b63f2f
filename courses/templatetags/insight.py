"""Tags of the reports: a chart said in words, and the addresses of the roster's pages."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.utils.translation import gettext as _

from courses.selectors.insight import EditionInsight, LessonInsight, ModuleInsight
from courses.selectors.roster import Roster

register = template.Library()


@dataclass(frozen=True)
class Pages:
    """Where one is in the roster; an address is empty where there is no such page."""

    page: int
    pages: int
    before: str
    after: str


@register.simple_tag
def modules_in_words(report: EditionInsight) -> str:
    """`{% modules_in_words report as words %}`: what the chart of modules shows above all."""
    return in_words([(_("Module %(number)s") % {"number": one.number}, one) for one in report.modules])


@register.simple_tag
def lessons_in_words(module: ModuleInsight) -> str:
    """`{% lessons_in_words module as words %}`: what the chart of lessons shows above all."""
    return in_words([(_("Lesson %(label)s") % {"label": one.label}, one) for one in module.lessons])


def in_words(rows: list[tuple[str, ModuleInsight]] | list[tuple[str, LessonInsight]]) -> str:
    """Return the greatest and the smallest pair of bars as sentences."""
    known = [(name, one) for name, one in rows if one.started.is_number]
    rest = _("All numbers are in the table beside it.")
    if not known:
        return rest
    sentence = _("%(name)s: %(started)s started, %(finished)s finished.")
    ends = [max(known, key=lambda row: row[1].started.number), min(known, key=lambda row: row[1].started.number)]
    said = [
        sentence % {"name": name, "started": one.started, "finished": str(one.finished).lower()}
        for name, one in dict(ends).items()
    ]
    return " ".join([*said, rest])


@register.simple_tag
def roster_pages(roster: Roster) -> Pages:
    """`{% roster_pages roster as pages %}`: the addresses of the pages before and after, with the same choices."""
    page = min(roster.wanted.page, roster.pages)

    def address(number: int) -> str:
        choices: dict[str, str | int] = {"sort": roster.wanted.order, "page": number}
        if roster.wanted.low is not None:
            choices["band"] = roster.wanted.low
        if roster.wanted.quiet:
            choices["quiet"] = 1
        return f"?{urlencode(choices)}" if 1 <= number <= roster.pages else ""

    return Pages(page, roster.pages, address(page - 1), address(page + 1))
