"""Where a phone sends what it kept while it had no network. docs/explanation/offline.md explains the rules."""

from dataclasses import dataclass

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from courses.errors import DifferentAct, NotSaved
from courses.models import LessonPage
from courses.selectors import words
from courses.selectors.acts import gone, in_language, lessons_of
from courses.services.acts import ANSWER, Act, check_act, keep_act
from courses.views.acts_sent import MOST_BYTES, BadBatch, Batch, Refused, read_batch
from lms.accounts.device_mark import device_mark, is_mark_of
from lms.accounts.models import User
from lms.accounts.services.identity import ensure_person
from lms.lib.client_address import network_of
from lms.lib.errors import DomainError
from lms.lib.limits import TooManyTriesError, require

BATCHES_A_MINUTE = 60
UNPROCESSABLE = 422


@dataclass(frozen=True)
class Outcome:
    """What became of one act."""

    id: str
    status: int
    message: str = ""
    kind: str = ""

    @property
    def is_kept(self) -> bool:
        """Return whether the act is safe with us now."""
        return self.status == 200


@require_POST
@cache_control(private=True, no_store=True)
def acts(request: HttpRequest) -> JsonResponse:
    """Keep each act of a batch by itself and say for each what became of it.

    What is refused as a whole comes with no results, and stays on the phone: too much, unreadable, or somebody else's.
    """
    if request.content_type != "application/json":
        return refusal(_("Send this as JSON (application/json)."), 415)
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if not announced.isdigit() or int(announced) > MOST_BYTES:
        return refusal(_("That is too much at once. Send at most 64 kB."), 413)
    user = request.user if isinstance(request.user, User) else None
    try:
        batch = read_batch(request.body)
        require(f"acts:{user.pk if user else network_of(request)}", BATCHES_A_MINUTE, 60)
        if batch.who and (user is None or not is_mark_of(batch.who, user)):
            return refusal(
                _("Sign in again, or type your resume code. What you did here is safe and waits."), 403, user
            )
        outcomes = keep_batch(request, batch)
    except BadBatch as error:
        return refusal(error.message, error.status)
    except TooManyTriesError as error:
        answer = refusal(error.message, 429)
        answer.headers["Retry-After"] = str(error.minutes * 60)
        return answer
    return report(request, outcomes)


def keep_batch(request: HttpRequest, batch: Batch) -> list[Outcome]:
    """Keep what can be kept, one act after another; return an outcome for each."""
    readable = [row for row in batch.rows if isinstance(row, Act)]
    lessons = lessons_of({act.place for act in readable}, request)
    lost = gone({act.place for act in readable} - set(lessons.open) - lessons.hidden)
    outcomes = []
    for row in batch.rows:
        if isinstance(row, Refused):
            outcomes.append(Outcome(row.id, UNPROCESSABLE, row.message))
        elif row.place not in lessons.open:
            outcomes.append(not_there(row, was_there=row.place in lost))
        else:
            lesson = in_language(lessons.open[row.place], row.language)
            outcomes.append(keep_one(request, row, lesson))
    return outcomes


def keep_one(request: HttpRequest, act: Act, lesson: LessonPage) -> Outcome:
    """Keep one act. The first that is worth it makes a stranger a guest."""
    try:
        checked = check_act(act=act, lesson=lesson)
        person = ensure_person(request)
        keep_act(user=person, checked=checked, by=person)
    except TooManyTriesError:
        raise
    except NotSaved as error:
        return Outcome(str(act.id), error.status, error.message)
    except DifferentAct as error:
        return Outcome(str(act.id), 409, error.message)
    except DomainError as error:
        return Outcome(str(act.id), UNPROCESSABLE, error.message)
    return Outcome(str(act.id), 200, kind=act.act)


def not_there(act: Act, *, was_there: bool) -> Outcome:
    """Say that a lesson does not exist; or that it is gone, so that the phone need not keep the act."""
    if was_there:
        return Outcome(str(act.id), 410, _("This lesson is no longer here. What you did before stays yours."))
    return Outcome(str(act.id), 404, _("We cannot find this lesson."))


def report(request: HttpRequest, outcomes: list[Outcome]) -> JsonResponse:
    """Answer with a result for each act. One act gives the answer its status; several, 200 or 207."""
    kept = [outcome for outcome in outcomes if outcome.is_kept]
    answers = sum(outcome.kind == ANSWER for outcome in kept)
    rows = [{"id": row.id, "status": row.status, "message": row.message} for row in outcomes]
    body = {"results": rows, "me": mark_of(request), "said": words.sent(answers, len(kept) - answers)}
    status = outcomes[0].status if len(outcomes) == 1 else 200 if len(kept) == len(outcomes) else 207
    return JsonResponse(body, status=status)


def refusal(message: str, status: int, user: User | None = None) -> JsonResponse:
    """Answer that nothing was kept; the phone keeps everything."""
    return JsonResponse({"results": [], "message": message, "me": device_mark(user) if user else ""}, status=status)


def mark_of(request: HttpRequest) -> str:
    """Return the mark of who sent this, who may have become a guest just now."""
    return device_mark(request.user) if isinstance(request.user, User) else ""
