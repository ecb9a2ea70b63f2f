"""AC-05: a saved lesson works in flight mode; what was done there is sent once, and the learner is told."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import screens
from tests.fixtures.browser import PHONE
from tests.fixtures.school import School
from tests.journeys.phone_offline import (
    CONTROLLED,
    LIVE,
    WAITING,
    come_back,
    evidence_since,
    go_offline,
    last_rows,
    save,
    tries_since,
    until,
)

pytestmark = [pytest.mark.browser]
STYLED = "getComputedStyle(document.querySelector('.finish')).backgroundColor !== 'rgba(0, 0, 0, 0)'"
LETTERS = "document.fonts.check('750 20px \"Bricolage Grotesque\"')"
NAMES = "caches.keys().then(names => names.sort())"
# The phone of somebody who saved a lesson before the last release.
AS_IT_WAS_BEFORE = """async () => {
  await (await navigator.serviceWorker.ready).unregister();
  for (const name of await caches.keys()) if (name.startsWith("cb-shell-")) await caches.delete(name);
  await caches.open("cb-shell-before");
  const lessons = await caches.open("cb-lessons");
  for (const request of await lessons.keys()) {
    if (!request.url.endsWith("/pack/")) { await lessons.delete(request); continue; }
    const pack = await (await lessons.match(request)).json();
    await lessons.put(request, new Response(JSON.stringify({ ...pack, title: "Before", files: [] })));
  }
}"""
PACKS = """caches.open("cb-lessons").then(async lessons => Promise.all((await lessons.keys())
  .filter(request => request.url.endsWith("/pack/")).map(async request => (await lessons.match(request)).json())))"""
SAVED = "caches.open('cb-lessons').then(lessons => lessons.keys()).then(keys => keys.length)"


def answer_offline(page: Page, place: int = 0) -> None:
    """Choose an answer to the first question and send it."""
    form = page.locator("form[data-quiz]").first
    form.locator("input[name=option]").nth(place).check()
    form.locator("button[type=submit]").click()
    expect(form.locator(".waits-for")).to_contain_text("Saved on this phone, will send later")
    expect(form.locator(".waits-for")).to_be_focused()


def test_a_saved_lesson_is_done_in_flight_mode_and_sent_once_from_two_tabs(
    school: School, open_page: Callable[..., Page]
) -> None:
    page = open_page(PHONE)
    screens.lesson(page, school.url)
    address = page.url
    said = page.locator("[data-save] small").inner_text()
    assert re.fullmatch(r"\d+ KB|\d+\.\d MB", said)
    save(page)
    marks, tries = last_rows(school)

    go_offline(page)
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate(STYLED) is True
    assert page.evaluate(LETTERS) is True
    expect(page.locator("[data-strip]")).to_be_visible()
    answer_offline(page)
    answer_offline(page, 1)  # a change of mind before anything was sent
    page.get_by_role("button", name="Mark done").click()
    expect(page.locator(".finish")).to_contain_text("Saved on this phone, will send later")
    assert page.evaluate(WAITING) == "2"

    page.reload()
    expect(page.locator("form[data-quiz] .waits-for")).to_have_count(1)
    other = page.context.new_page()
    other.goto(address)
    expect(other.locator(".finish")).to_contain_text("will send later")
    assert (evidence_since(school, marks), tries_since(school, tries)) == ([], [])

    come_back(page)
    until(page, f"{WAITING} === null")
    expect(page.locator("form[data-quiz] .feedback:not(.waits-for)").first).to_be_visible()
    expect(page.locator(".finish h2")).to_contain_text("is done")
    told = {one.locator(LIVE).inner_text() for one in (page, other)}
    assert "Sent. 1 answer is in. 1 lesson is up to date." in told
    kinds = [kind for (kind,) in evidence_since(school, marks)]
    assert (kinds.count("marked"), tries_since(school, tries)) == (1, [(1,)])
    page.reload()
    expect(page.locator(".finish h2")).to_contain_text("is done")
    assert page.locator("form[data-quiz] .feedback").count() == 1


def test_where_nothing_is_saved_the_offline_page_lists_what_is(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    screens.lesson(page, school.url)
    title = page.locator("h1").inner_text()
    save(page)
    assert len(page.evaluate(NAMES)) == 2
    go_offline(page)
    page.goto(f"{school.url}/events/")
    expect(page.locator("h1")).to_have_text("You are offline")
    line = page.locator("[data-list] a")
    expect(line).to_have_text(title)
    line.click()
    expect(page.locator("h1")).to_have_text(title)
    page.goto(f"{school.url}/my-learning/")
    expect(page.locator("h1")).to_have_text("You are offline")  # nobody's own page is ever kept


def test_a_stranger_who_saved_nothing_may_still_lose_the_network(
    school: School, open_page: Callable[..., Page]
) -> None:
    page = open_page(PHONE)
    screens.lesson(page, school.url)
    marks, _ = last_rows(school)
    with page.expect_response("**/sending*.js"):
        page.mouse.wheel(0, 300)
    go_offline(page)
    page.get_by_role("button", name="Mark done").click()
    expect(page.locator(".finish")).to_contain_text("will send later")
    assert evidence_since(school, marks) == []
    come_back(page)
    expect(page.locator(".finish h2")).to_contain_text("is done")
    assert evidence_since(school, marks) == [("marked",)]


def test_an_answer_whose_receipt_got_lost_is_not_given_twice(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    screens.lesson(page, school.url)
    save(page)
    page.reload()
    page.mouse.wheel(0, 300)
    marks, tries = last_rows(school)

    def swallow(route: Route) -> None:
        route.fetch()  # it reached the school
        route.abort()

    page.context.route("**/questions/**", swallow)
    page.context.route("**/done/", swallow)
    answer_offline(page)
    page.get_by_role("button", name="Mark done").click()
    expect(page.locator(".finish")).to_contain_text("will send later")
    until(page, f"{WAITING} === null")
    kinds = [kind for (kind,) in evidence_since(school, marks)]
    assert (kinds.count("marked"), tries_since(school, tries)) == (1, [(1,)])


def test_what_the_server_cannot_take_now_stays_and_what_it_never_can_goes_with_a_word(
    school: School, open_page: Callable[..., Page]
) -> None:
    page = open_page(PHONE)
    screens.lesson(page, school.url)
    save(page)
    go_offline(page)
    answer_offline(page)
    page.context.route("**/learning/acts/", lambda route: route.fulfill(status=500, body="broken"))
    come_back(page)
    page.wait_for_timeout(500)
    assert page.evaluate(WAITING) == "1"

    def refuse(route: Route) -> None:
        rows = [{"id": act["id"], "status": 409, "message": "It was saved as something else."} for act in sent(route)]
        route.fulfill(status=409, json={"results": rows, "me": "", "said": ""})

    page.context.unroute("**/learning/acts/")
    page.context.route("**/learning/acts/", refuse)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(LIVE)).to_have_text("It was saved as something else.")
    assert page.evaluate(WAITING) is None


def sent(route: Route) -> list[dict[str, str]]:
    """Return the acts of a request."""
    body = route.request.post_data_json
    assert body is not None
    return list(body["acts"])


def test_signing_out_leaves_no_lesson_and_nobodys_work_under_another_name(
    school: School, open_page: Callable[..., Page]
) -> None:
    page = open_page(PHONE)
    screens.lesson_right(page, school.url)
    page.reload()
    save(page)
    lesson = page.url
    go_offline(page)
    page.get_by_role("button", name="Mark done").click()
    expect(page.locator(".finish")).to_contain_text("will send later")
    page.context.route("**/learning/acts/", lambda route: route.abort())
    come_back(page)
    page.goto(f"{school.url}/account/sign-out/")
    page.get_by_role("button", name="Sign out on this device").click()
    page.wait_for_url(f"{school.url}/")
    page.context.unroute("**/learning/acts/")
    assert page.evaluate(SAVED) == 0

    marks, _ = last_rows(school)
    page.goto(lesson)
    page.get_by_role("button", name="Mark done").click()  # somebody else, on the same phone
    page.wait_for_url(lambda address: address.split("#")[0] != lesson)
    page.goto(f"{school.url}/my-learning/")
    expect(page.locator("[data-others]")).to_be_visible()
    expect(page.locator("[data-mine]")).to_be_hidden()
    assert evidence_since(school, marks) == [("marked",)]


def test_my_learning_lists_removes_and_sends(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    screens.lesson(page, school.url)
    title = page.locator("h1").inner_text()
    save(page)
    go_offline(page)
    answer_offline(page)
    page.context.route("**/learning/acts/", lambda route: route.abort())
    come_back(page)
    page.goto(f"{school.url}/my-learning/")
    expect(page.locator("[data-waiting] h2")).to_have_text("Waiting to send: 1")
    page.context.unroute("**/learning/acts/")
    page.locator("[data-send]").dispatch_event("click")  # it may have sent by itself meanwhile
    expect(page.locator(LIVE)).to_have_text("Sent. 1 answer is in.")
    expect(page.locator("[data-waiting]")).to_be_hidden()
    expect(page.locator("[data-list] a")).to_have_text(title)
    page.get_by_role("button", name=f"Remove {title}").click()
    expect(page.locator("[data-none]")).to_be_visible()


def test_a_whole_module_is_saved_after_saying_how_much(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    screens.module(page, school.url)
    tool = page.locator("[data-save]")
    tool.click()
    expect(tool.locator("[data-label]")).to_have_text(re.compile(r"Save (\d+ KB|\d+\.\d MB) now"))
    tool.click()
    expect(tool.locator("[data-label]")).to_have_text("Saved", timeout=20_000)
    until(page, CONTROLLED)
    lessons = page.locator(".lessons a").evaluate_all("links => links.map(link => link.href)")
    go_offline(page)
    for address in lessons:
        page.goto(address)
        expect(page.locator("form[data-act], .finish").first).to_be_visible()
    page.reload()
    come_back(page)


def test_a_release_renews_what_is_saved_and_drops_the_old_shell(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE)
    screens.lesson(page, school.url)
    title = page.locator("h1").inner_text()
    save(page)
    page.evaluate(AS_IT_WAS_BEFORE)
    address = page.url
    page.goto("about:blank")  # the old worker goes with its last page
    page.goto(address)
    page.evaluate("navigator.serviceWorker.register('/sw.js')")
    until(page, "caches.keys().then(names => !names.includes('cb-shell-before'))")
    until(page, f"{PACKS}.then(packs => packs[0].files.length > 5)")
    assert page.evaluate(f"{PACKS}.then(packs => packs.map(pack => pack.title))") == [title]
    go_offline(page)
    page.reload()
    expect(page.locator("h1")).to_have_text(title)
    assert page.evaluate(STYLED) is True


def test_without_script_nothing_of_it_is_there(school: School, open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, javascript=False)
    for arrive in (screens.lesson, screens.module, screens.my_learning):
        arrive(page, school.url)
        assert page.locator("[data-save]:visible, [data-kept]:visible, [data-waiting]:visible").count() == 0
        assert page.locator("[data-strip]:visible").count() == 0
