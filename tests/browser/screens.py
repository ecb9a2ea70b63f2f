"""The screens of the demo school that are looked at by the accessibility matrix, the budgets and the picture tool.

A screen knows how to bring a fresh window to it, by the links and forms a visitor would use.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.browser import certificates, groups

FULL_EVENT = "Negotiation role-play"
OPEN_EVENT = "Stewarding training"


@dataclass(frozen=True)
class Screen:
    """One screen: `arrive(page, base)` opens it; `is_public` means that a stranger gets it with one GET."""

    name: str
    arrive: Callable[[Page, str], None]
    is_public: bool = True


def at(path: str) -> Callable[[Page, str], None]:
    """Return the way to a fixed address."""

    def arrive(page: Page, base: str) -> None:
        page.goto(base + path)

    return arrive


def follow(page: Page, selector: str) -> None:
    """Go to the address of the first link that fits, without touching the page."""
    address = page.locator(selector).first.get_attribute("href")
    assert address is not None
    page.goto(page.evaluate("href => new URL(href, location).href", address))


def programme(page: Page, base: str) -> None:
    """This year's programme, from the home page."""
    page.goto(base)
    follow(page, "main a:has-text('See the whole year')")


def module(page: Page, base: str) -> None:
    """Its first module."""
    page.goto(base)
    follow(page, "main .yearwall a")


def lesson(page: Page, base: str) -> None:
    """Its first lesson."""
    page.goto(base)
    follow(page, "main a:has-text('Start learning')")


def taken_away(find: Callable[[Page, str], None], way: str) -> Callable[[Page, str], None]:
    """Return the way to a copy of a lesson or module: the place with all ways, or the first link there that fits."""

    def arrive(page: Page, base: str) -> None:
        find(page, base)
        follow(page, "main a[href$='/take-away/']")
        if way:
            follow(page, f"main a[href*='{way}']")

    return arrive


def answer(page: Page, *, right: bool) -> None:
    """Answer the first question of the open lesson, which has one right answer, until it is right or wrong."""
    form = page.locator("form[data-quiz]").first
    sending = form.locator("[name=client_uuid]")  # each form that comes back has a new one
    for place in range(form.locator("input[name=option]").count()):
        before = sending.input_value()
        form.locator("input[name=option]").nth(place).check()
        form.locator("button[type=submit]").click()
        expect(sending).not_to_have_value(before)
        if form.locator(".opt:has(input:checked) .mk.y").count() == right:
            return
    raise AssertionError(f"no answer of the first question is {'right' if right else 'wrong'}")


def lesson_wrong(page: Page, base: str) -> None:
    """A lesson after a wrong answer."""
    lesson(page, base)
    answer(page, right=False)


def lesson_right(page: Page, base: str) -> None:
    """A lesson after a right answer."""
    lesson(page, base)
    answer(page, right=True)


def lesson_unanswered(page: Page, base: str) -> None:
    """A lesson after checking an answer without choosing one."""
    lesson(page, base)
    page.locator("form[data-quiz] button[type=submit]").first.click()
    page.locator("form[data-quiz] .err").wait_for()


def lesson_called(title: str) -> Callable[[Page, str], None]:
    """Return the way to a lesson with this title, through the search."""

    def arrive(page: Page, base: str) -> None:
        page.goto(f"{base}/search/?{urlencode({'q': title})}")
        follow(page, f'main a[href*="/learn/"]:has-text("{title}")')

    return arrive


def send_first(page: Page, holding: str, button: str) -> None:
    """Send the first question that holds something, and wait until it comes back."""
    form = page.locator(f"form[data-quiz]:has({holding})").first
    form.get_by_role("button", name=button).click()
    form.locator(".err, .feedback").first.wait_for()


def order_and_match(page: Page, base: str) -> None:
    """A lesson with things to match and to put in order."""
    lesson_called("Find out about a site")(page, base)


def order_and_match_wrong(page: Page, base: str) -> None:
    """The same, answered wrong."""
    order_and_match(page, base)
    for chooser in page.locator(".pair select").all():
        chooser.select_option(index=1)
    send_first(page, ".pair", "Check answer")
    send_first(page, "[data-order]", "Check answer")


def match_unanswered(page: Page, base: str) -> None:
    """The same, checked without choosing."""
    order_and_match(page, base)
    send_first(page, ".pair", "Check answer")


def typed_and_kept(page: Page, base: str) -> None:
    """A number that is no number, and a private note that is kept."""
    lesson_called("Who gets a home? Allocation and homelessness")(page, base)
    page.locator("input[inputmode=decimal]").fill("a few")
    send_first(page, "input[inputmode=decimal]", "Check answer")
    page.locator("textarea[name=text]").fill("Please take my details today.")
    send_first(page, "textarea", "Keep it")


def compared_and_voted(page: Page, base: str) -> None:
    """Words to compare with ours, and a poll with a vote."""
    lesson_called("Whose home is it?")(page, base)
    page.locator("form[data-quiz] input[type=text]").fill("something else")
    send_first(page, "input[type=text]", "Check answer")
    poll = page.locator("form[data-quiz]").last
    poll.locator("input[name=option]").first.check()
    poll.get_by_role("button", name="Send my choice").click()
    page.locator(".meter").wait_for()


def mark_done(page: Page) -> None:
    """Mark the open lesson as done; the next one opens."""
    before = page.url
    page.get_by_role("button", name="Mark done").click()
    page.wait_for_url(lambda address: address != before)


def lesson_done(page: Page, base: str) -> None:
    """A lesson that is done."""
    lesson(page, base)
    address = page.url
    mark_done(page)
    page.goto(address)


def my_learning(page: Page, base: str) -> None:
    """My learning of somebody who did one lesson."""
    lesson(page, base)
    mark_done(page)
    page.goto(f"{base}/my-learning/")


def home_again(page: Page, base: str) -> None:
    """The home page of somebody who began."""
    lesson(page, base)
    mark_done(page)
    page.goto(base)


def came_back(page: Page, base: str) -> None:
    """This year's programme of somebody who did two of last year's lessons, one of which has changed since."""
    programme(page, base)
    follow(page, "section[aria-labelledby=past] a")
    follow(page, ".mod a")
    module = page.url
    for label in ("1.4", "1.5"):
        page.goto(module)
        follow(page, f"ol.lessons a:has(.vh:has-text('{label}'))")
        mark_done(page)
    programme(page, base)


def earlier_work(page: Page, base: str) -> None:
    """What of last year's work can count."""
    came_back(page, base)
    follow(page, "section[aria-labelledby=earlier] a")


def what_changed(page: Page, base: str) -> None:
    """What a lesson says differently now."""
    earlier_work(page, base)
    follow(page, "main a[href$='/changes/']")


def easy_read(page: Page, base: str) -> None:
    """Its first lesson in Easy Read."""
    lesson(page, base)
    follow(page, "main a[href$='/easy-read/']")


def resume_card(page: Page, base: str) -> None:
    """A resume card, just made."""
    page.goto(f"{base}/account/keep-your-place/")
    page.get_by_role("button", name="Make my card").click()
    page.locator(".ref").wait_for()


def event(title: str) -> Callable[[Page, str], None]:
    """Return the way to the page of an event, through the search."""

    def arrive(page: Page, base: str) -> None:
        page.goto(f"{base}/search/?q={title.replace(' ', '+')}")
        follow(page, f"main a[href*='/events/']:has-text('{title}')")

    return arrive


def booking(page: Page, base: str, title: str = OPEN_EVENT) -> None:
    """The booking form of an event's next date."""
    event(title)(page, base)
    follow(page, "main a[href^='/bookings/']")


def waiting_list(page: Page, base: str) -> None:
    """The same form where all places are taken."""
    booking(page, base, FULL_EVENT)


def booking_errors(page: Page, base: str) -> None:
    """The form, sent empty."""
    booking(page, base)
    page.locator("main form button[type=submit]").click()
    page.locator("[data-errors]").wait_for()


def fill_booking(page: Page, name: str, contact: str) -> None:
    """Fill in what is needed and send the form."""
    page.locator("[name=name]").fill(name)
    page.locator("[name=contact]").fill(contact)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/bookings/done/**")


def booking_done(page: Page, base: str) -> None:
    """What comes after booking."""
    booking(page, base)
    fill_booking(page, "Mina", "mina@example.org")


def save(page: Page) -> None:
    """Save the open lesson on this phone."""
    tool = page.locator("[data-save]").first
    tool.click()
    expect(tool).to_have_class("tool kept")


def lesson_saved(page: Page, base: str) -> None:
    """A lesson that is saved on this phone."""
    lesson(page, base)
    save(page)


def lesson_waiting(page: Page, base: str) -> None:
    """A lesson answered and marked done without a network."""
    lesson_saved(page, base)
    page.context.set_offline(True)
    page.reload()
    form = page.locator("form[data-quiz]").first
    form.locator("input[name=option]").first.check()
    form.locator("button[type=submit]").click()
    form.locator(".waits-for").wait_for()
    page.get_by_role("button", name="Mark done").click()
    page.locator(".finish [data-waits]").wait_for()


def offline_saved(page: Page, base: str) -> None:
    """What comes instead of a page where there is no network: what is saved, and what waits."""
    lesson_waiting(page, base)
    page.goto(f"{base}/events/")
    page.locator("[data-list] li").wait_for()


def my_learning_waiting(page: Page, base: str) -> None:
    """My learning with a saved lesson, and with work that could not be sent yet."""
    lesson_waiting(page, base)
    page.context.route("**/learning/acts/", lambda route: route.abort())
    page.context.set_offline(False)
    page.goto(f"{base}/my-learning/")
    page.locator("[data-list] li").wait_for()
    page.locator("[data-waiting]").wait_for()


def module_weighed(page: Page, base: str) -> None:
    """A module whose size was asked for."""
    module(page, base)
    tool = page.locator("[data-save]")
    before = tool.inner_text()
    tool.click()
    expect(tool).not_to_have_text(before)


NAMED = (  # the ten that must be without fault in every mode
    Screen("home", at("/")),
    Screen("programme", programme),
    Screen("module", module),
    Screen("lesson", lesson),
    Screen("lesson-wrong", lesson_wrong, is_public=False),
    Screen("lesson-right", lesson_right, is_public=False),
    Screen("events", at("/events/")),
    Screen("month", at("/events/?view=month")),
    Screen("event", event(OPEN_EVENT)),
    Screen("booking", booking),
    Screen("my-learning", my_learning, is_public=False),
)
OTHERS = (
    Screen("home-again", home_again, is_public=False),
    Screen("learn", at("/learn/")),
    Screen("lesson-unanswered", lesson_unanswered, is_public=False),
    Screen("order-and-match", order_and_match),
    Screen("order-and-match-wrong", order_and_match_wrong, is_public=False),
    Screen("match-unanswered", match_unanswered, is_public=False),
    Screen("typed-and-kept", typed_and_kept, is_public=False),
    Screen("compared-and-voted", compared_and_voted, is_public=False),
    Screen("lesson-done", lesson_done, is_public=False),
    Screen("take-away-lesson", taken_away(lesson, "")),
    Screen("take-away-module", taken_away(module, "")),
    Screen("print-lesson", taken_away(lesson, "/print/")),
    Screen("print-lesson-large", taken_away(lesson, "size=large")),
    Screen("facilitator-pack", taken_away(module, "/facilitator-pack/")),
    Screen("print-module", taken_away(module, "/print/")),
    Screen("events-none-fit", at("/events/?where=wales&language=ti")),
    Screen("event-full", event(FULL_EVENT)),
    Screen("waiting-list", waiting_list),
    Screen("booking-errors", booking_errors, is_public=False),
    Screen("booking-done", booking_done, is_public=False),
    Screen("certificate", certificates.certificate, is_public=False),
    Screen("certificate-named", certificates.with_name, is_public=False),
    Screen("certificate-no-name", certificates.without_name, is_public=False),
    Screen("badge", certificates.badge, is_public=False),
    Screen("check", at("/c/")),
    Screen("check-nothing-typed", at("/c/?code="), is_public=False),
    Screen("check-unknown", at("/c/nope-nope/")),
    Screen("check-found", certificates.found, is_public=False),
    Screen("check-wrong-name", certificates.wrong_name, is_public=False),
    Screen("subscribe", at("/calendar/")),
    Screen("my-learning-empty", at("/my-learning/")),
    Screen("easy-read", easy_read),
    Screen("came-back", came_back, is_public=False),
    Screen("earlier-work", earlier_work, is_public=False),
    Screen("what-changed", what_changed, is_public=False),
    Screen("keep-place", at("/account/keep-your-place/")),
    Screen("resume-card", resume_card, is_public=False),
    Screen("resume", at("/account/resume/")),
    Screen("sign-in", at("/account/sign-in/")),
    Screen("staff-sign-in", at("/account/staff/sign-in/")),
    Screen("group", groups.group_marked, is_public=False),
    Screen("group-empty", groups.group_empty, is_public=False),
    Screen("group-errors", groups.group_unmarked, is_public=False),
    Screen("group-member", groups.member, is_public=False),
    Screen("group-people", groups.organisers("people"), is_public=False),
    Screen("group-dates", groups.organisers("dates"), is_public=False),
    Screen("group-cards", groups.group_sheet, is_public=False),
    Screen("group-poster", groups.organisers("poster"), is_public=False),
    Screen("group-close", groups.organisers("close"), is_public=False),
    Screen("group-new", at("/groups/new/")),
    Screen("join", at("/join/")),
    Screen("join-wrong", groups.wrong_words, is_public=False),
    Screen("join-door", groups.join_door, is_public=False),
    Screen("join-errors", groups.join_errors, is_public=False),
    Screen("join-done", groups.join_done, is_public=False),
    Screen("join-card", at("/join/card/ABCD-EFGH-JKMN/")),
    Screen("search", at("/search/?q=rent")),
    Screen("search-nothing", at("/search/?q=xylophone")),
    Screen("reading-settings", at("/reading-settings/")),
    Screen("stories", at("/stories/")),
    Screen("help", at("/help/")),
    Screen("not-found", at("/nothing-here/")),
    Screen("offline", at("/offline/")),
    Screen("offline-saved", offline_saved, is_public=False),
    Screen("lesson-saved", lesson_saved, is_public=False),
    Screen("lesson-waiting", lesson_waiting, is_public=False),
    Screen("module-weighed", module_weighed, is_public=False),
    Screen("my-learning-waiting", my_learning_waiting, is_public=False),
)
