"""Learning records as xAPI statements, one a line: a learner's own, or an edition's under pseudonyms."""

import json
import uuid
from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from courses.errors import TooFewPeople
from courses.forms.records import RecordsForm
from courses.report_access import EXPORT_RECORDS, edition_for
from courses.selectors.learning_records import edition_records, own_records, resumed
from courses.services.records import note_export
from courses.views.gates import staff_with, who
from courses.xapi.vocabulary import VERSIONS, Json
from lms.accounts.views.gates import me, person_required

LINES = "application/x-ndjson; charset=utf-8"


def json_lines(statements: Iterable[Json]) -> Iterator[bytes]:
    """Yield one statement a line."""
    for statement in statements:
        yield json.dumps(statement, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def download(statements: Iterable[Json], name: str) -> StreamingHttpResponse:
    """Return a file that is sent while it is written, and kept by nobody on the way."""
    response = StreamingHttpResponse(json_lines(statements), content_type=LINES)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.jsonl"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def statement_named(text: str) -> str:
    """Return the id of a statement from an address, or nothing where it is none."""
    try:
        return str(uuid.UUID(text)) if len(text) <= 36 else ""
    except ValueError:
        return ""


@require_safe
@person_required
def my_records(request: HttpRequest) -> HttpResponseBase:
    """Hand over what this person did. `?after=` the id of the last statement they have leaves out what came before it.

    That is only within its own series (what was done, answered, or written in one edition): the others come again, with
    the same ids, so what is new is always among it.
    """
    person, after = me(request), statement_named(request.GET.get("after", ""))
    version = VERSIONS.get(request.GET.get("version", ""), VERSIONS["1.0.3"])
    return download(own_records(person, version, after), "my-learning-xapi")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_with(EXPORT_RECORDS)
def export_records(request: HttpRequest, programme: uuid.UUID, year: int) -> HttpResponseBase:
    """Ask what for, write it down, then hand over an edition's records."""
    edition = edition_for(programme, year)
    form = RecordsForm(request.POST) if request.method == "POST" else RecordsForm()
    if form.is_bound and form.is_valid():
        try:
            note_export(edition=edition, reason=form.cleaned_data["reason"], by=who(request))
        except TooFewPeople as refusal:
            form.add_error(None, refusal.message)
        else:
            after, version = statement_named(request.POST.get("after", "")), form.cleaned_data["version"]
            return download(resumed(lambda: edition_records(edition, version), after), f"learning-{edition.year}-xapi")
    return page(request, {"form": form, "edition": edition})


def page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """Return the form, with what is missing."""
    form = context["form"]
    status = 422 if isinstance(form, RecordsForm) and form.is_bound else 200
    return render(request, "courses/insight/records.html", context, status=status)
