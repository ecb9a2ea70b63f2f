"""What people learnt: the report of a year, of a module, and the roster; each as a page and as a file."""

import uuid
from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.report_access import SEE_INSIGHT, edition_for
from courses.selectors.insight import EditionInsight, compare, edition_insight, report_rows, year_before
from courses.selectors.insight_module import editions_listed, module_questions
from courses.selectors.roster import LEAST_FIRST, ORDERS, Wanted, roster, roster_rows
from courses.views.gates import staff_with
from lms.lib import clock
from lms.lib.charts import Chart, bar_chart
from lms.lib.spreadsheets import csv_response


@require_safe
@staff_with(SEE_INSIGHT)
def reports(request: HttpRequest) -> HttpResponse:
    """List the years there is something to see of."""
    return render(request, "courses/insight/reports.html", {"editions": editions_listed()})


@require_safe
@staff_with(SEE_INSIGHT)
def report(request: HttpRequest, programme: uuid.UUID, year: int) -> HttpResponse:
    """Show what people learnt in a year, beside the year before."""
    edition = edition_for(programme, year)
    found = edition_insight(edition)
    earlier = year_before(edition)
    context = {
        "report": found,
        "edition": edition,
        "chart": modules_chart(found),
        "beside": compare(found, edition_insight(earlier)) if earlier else None,
    }
    return render(request, "courses/insight/report.html", context)


def modules_chart(found: EditionInsight) -> Chart:
    """Return the bars of started and finished, module by module."""
    rows = [(module.label, (module.started, module.finished)) for module in found.modules]
    return bar_chart(rows, from_right=get_language_bidi())


@require_safe
@staff_with(SEE_INSIGHT)
def report_file(request: HttpRequest, programme: uuid.UUID, year: int) -> HttpResponseBase:
    """Hand over the report as CSV: the same cells."""
    found = edition_insight(edition_for(programme, year))
    rows = [[_("Too few people to show")]] if found.too_few else report_rows(found)
    return csv_response(f"learning-{year}", rows)


@require_safe
@staff_with(SEE_INSIGHT)
def module(request: HttpRequest, programme: uuid.UUID, year: int, page_id: int) -> HttpResponse:
    """Show one module: where people stop, and what misleads them."""
    edition = edition_for(programme, year)
    found = edition_insight(edition)
    row = next((one for one in found.modules if one.page_id == page_id), None)
    if row is None:
        raise Http404
    chart = bar_chart(
        [(lesson.label, (lesson.started, lesson.finished)) for lesson in row.lessons], from_right=get_language_bidi()
    )
    context = {"report": found, "edition": edition, "module": row, "chart": chart}
    return render(request, "courses/insight/module.html", {**context, "questions": module_questions(edition, row)})


@require_safe
@staff_with(SEE_INSIGHT)
def learners(request: HttpRequest, programme: uuid.UUID, year: int) -> HttpResponse:
    """Show a page of the roster, sorted by progress."""
    edition = edition_for(programme, year)
    found = roster(edition.lineage, edition.year, wanted_of(request), clock.now())
    return render(request, "courses/insight/learners.html", {"edition": edition, "roster": found})


@require_safe
@staff_with(SEE_INSIGHT)
def learners_file(request: HttpRequest, programme: uuid.UUID, year: int) -> HttpResponseBase:
    """Hand over the whole roster as CSV, sent while it is read."""
    edition = edition_for(programme, year)
    rows = roster_rows(edition.lineage, edition.year, clock.now())
    heading = [_("Learner"), _("Progress from, in percent"), _("Progress to, in percent")]
    return csv_response(f"learners-{year}", chain([heading], rows))


def wanted_of(request: HttpRequest) -> Wanted:
    """Return what the address asks for; anything unknown in it is as if it were not there."""
    order = request.GET.get("sort", "")
    return Wanted(
        order=order if order in ORDERS else LEAST_FIRST,
        low=whole_number(request.GET.get("band", ""), most=100),
        quiet=request.GET.get("quiet") == "1",
        page=whole_number(request.GET.get("page", ""), most=1_000_000) or 1,
    )


def whole_number(text: str, *, most: int) -> int | None:
    """Return a number from an address, None for anything that is none or too great."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
    return number if number is not None and number <= most else None
