"""Tags by which templates of any floor ask for learning: one selector each."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from courses.access import reader
from courses.models import LessonPage, ModulePage, ProgrammePage
from courses.offline.packs import pack_of, size_words
from courses.rendering.kept import kept_html
from courses.rendering.lesson_body import Question
from courses.selectors.certificates import Paper, certificates_in
from courses.selectors.earlier_work import EarlierOffer
from courses.selectors.earlier_work import earlier_offer as offer_for
from courses.selectors.home import ResumeCard, newest_edition, resume_for, wall_for
from courses.selectors.lesson_screen import LessonScreen, lesson_screen
from courses.selectors.module_screen import ModuleScreen, module_screen
from courses.selectors.my_groups import GroupCard
from courses.selectors.my_groups import my_groups as groups_of
from courses.selectors.outline import Outline
from courses.selectors.programme_screen import ProgrammeScreen, Year, programme_screen
from courses.selectors.question_cards import QuestionCard, make_card
from lms.accounts.device_mark import device_mark as mark_of
from lms.accounts.models import User

register = template.Library()


def kept(context: template.Context, name: str, make: Any) -> Any:
    """Return what `make` gives, asked once for each request: several blocks of a page need the same."""
    request = context.get("request")
    store = request.__dict__.setdefault("_learning", {}) if request else {}
    if name not in store:
        store[name] = make()
    return store[name]


def person(context: template.Context) -> User | None:
    """Return who is looking: None for a stranger."""
    request = context.get("request")
    return reader(request) if request else None


@register.simple_tag(takes_context=True)
def resume(context: template.Context) -> ResumeCard | None:
    """`{% resume as resume %}`: where this person goes on (module, title, url, minutes, done, total), or None."""
    card: ResumeCard | None = kept(context, "resume", lambda: resume_for(person(context), get_language()))
    return card


@register.simple_tag(takes_context=True)
def newest_programme(context: template.Context) -> Outline | None:
    """`{% newest_programme as programme %}`: title, url, year, modules, lessons of the newest edition, or None."""
    outline: Outline | None = kept(context, "newest", newest_edition)
    return outline


@register.simple_tag(takes_context=True)
def year_wall(context: template.Context) -> Year | None:
    """`{% year_wall as year %}`: the newest edition with this person's progress.

    `year.modules` are cards (title, url, state, done, total, now); `year.words` says the wall in words.
    """
    outline = newest_programme(context)
    if outline is None:
        return None
    year: Year = kept(context, "wall", lambda: wall_for(person(context), outline))
    return year


@register.simple_tag(takes_context=True)
def earlier_offer(context: template.Context, outline: Outline | None) -> EarlierOffer | None:
    """`{% earlier_offer outline as offer %}`: what a returning learner is asked once, or None."""
    return offer_for(person(context), outline) if outline else None


@register.simple_tag(takes_context=True)
def certificates_here(context: template.Context, year: Year) -> list[Paper]:
    """`{% certificates_here year as papers %}`: what this person earned in an edition. No query before they began."""
    if not year.has_begun:
        return []
    return certificates_in(person(context), programme=year.outline.programme, year=year.outline.year)


@register.simple_tag(takes_context=True)
def programme_parts(context: template.Context, page: ProgrammePage) -> ProgrammeScreen:
    """`{% programme_parts page as screen %}`: all that the programme page shows."""
    screen: ProgrammeScreen = kept(context, "programme", lambda: programme_screen(page, context["request"]))
    return screen


@register.simple_tag(takes_context=True)
def module_parts(context: template.Context, page: ModulePage) -> ModuleScreen:
    """`{% module_parts page as screen %}`: all that the module page shows."""
    screen: ModuleScreen = kept(context, "module", lambda: module_screen(page, context["request"]))
    return screen


@register.simple_tag(takes_context=True)
def lesson_parts(context: template.Context, page: LessonPage) -> LessonScreen:
    """`{% lesson_parts page as screen %}`: all that the lesson page shows."""
    screen: LessonScreen = kept(
        context, "lesson", lambda: lesson_screen(page, context["request"], context.get("trouble"))
    )
    return screen


@register.simple_tag
def lesson_list(screen: LessonScreen) -> SafeString:
    """`{% lesson_list screen %}`: the lessons of the module with their ticks."""
    names = (screen.row.page_id, screen.ticks) if screen.fixed else None
    return kept_html("courses/_lesson_list.html", names, {"screen": screen}, screen.client_uuid)


@register.simple_tag(takes_context=True)
def lesson_head(context: template.Context, screen: LessonScreen, page: LessonPage) -> SafeString:
    """`{% lesson_head screen page %}`: title, first sentence, what one will be able to do, what saving it costs."""
    request = context["request"]
    weighed = getattr(request, "is_weighed", False)  # a lesson that is being weighed cannot say its weight
    names = (screen.row.page_id, screen.is_done, screen.updated, weighed)
    parts = {
        "screen": screen,
        "page": page,
        "size": lambda: "" if weighed or not screen.fixed else weight(page, request),
    }
    fixed = screen.fixed and not screen.message
    return kept_html("courses/_lesson_head.html", names if fixed else None, parts, screen.client_uuid)


def weight(page: LessonPage, request: HttpRequest) -> str:
    """Return what saving a lesson costs, in words; nothing where only some people may read it."""
    return "" if page.get_view_restrictions() else size_words(pack_of(page, request).bytes)


@register.simple_tag(takes_context=True)
def device_mark(context: template.Context) -> str:
    """`{% device_mark %}`: the mark of who is looking, for js/outbox.js; nothing for a stranger."""
    user = person(context)
    return mark_of(user) if user else ""


@register.simple_tag
def question_card(screen: LessonScreen, card: QuestionCard) -> SafeString:
    """`{% question_card screen card %}`: one question as this person sees it now."""
    names = card if screen.fixed and not card.personal else None
    return kept_html("courses/_question.html", names, {"card": card}, screen.client_uuid)


@register.simple_tag
def lesson_finish(screen: LessonScreen) -> SafeString:
    """`{% lesson_finish screen %}`: mark done and go on, or what comes next."""
    names = (screen.row.page_id, screen.is_done, screen.is_guest) if screen.fixed else None
    return kept_html("courses/_finish.html", names, {"screen": screen}, screen.client_uuid)


@register.simple_tag
def preview_card(value: Any, block: Any) -> QuestionCard:
    """What a question block shows in the editor's picker: the question and its answers, before an answer."""
    question = Question("0", block.kind, block.freeze(value), sha256="", number=0, place=1, total=1)
    return make_card(question, lesson_id=0)


@register.simple_tag(takes_context=True)
def my_groups(context: template.Context) -> list[GroupCard]:
    """`{% my_groups as groups %}`: the groups of whoever is looking; none for a stranger."""
    return groups_of(person(context))
