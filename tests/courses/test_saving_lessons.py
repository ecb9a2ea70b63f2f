"""Saving a lesson on a phone: how much it is, everything it needs, and nothing of anybody's own."""

import gzip
import json
import re
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from courses.models import LessonPage
from courses.offline import shell
from courses.offline.packs import needs_of, size_words
from courses.services.progress import mark_done
from lms.accounts.models import User
from lms.lib.process_memory import forget_all
from tests.courses.conftest import School
from tests.courses.school import make_lesson

ROOT = Path(__file__).resolve().parents[2]
OPTIONAL = {"/static/fonts/atkinson-var-latin.woff2"}  # only for readers who chose it; kept in no pack


def pack(browser: Client, lesson: LessonPage) -> dict[str, object]:
    return dict(browser.get(f"/learning/lessons/{lesson.pk}/pack/").json())


def files_of_styles(addresses: list[str]) -> set[str]:
    """Return what style sheets ask for: letters and pictures."""
    found = set()
    for address in addresses:
        if address.endswith(".css"):
            css = (ROOT / address.lstrip("/")).read_text(encoding="utf-8")
            for name in re.findall(r"url\([\"']?([^)\"']+)", css):
                found.add("/" + str((ROOT / address.lstrip("/")).parent.joinpath(name).resolve().relative_to(ROOT)))
    return found


def modules_of(html: str) -> set[str]:
    """Return the scripts that a page may load when asked."""
    body = re.search(r"<body[^>]*>", html)
    assert body is not None
    return set(re.findall(r'="(/static/js/[^"]+)"', body[0]))


def test_a_pack_holds_everything_that_the_saved_page_asks_for(school: School, visitor: Client) -> None:
    html = visitor.get(school.first.url).content.decode()
    files = set(pack(visitor, school.first)["files"])  # type: ignore[call-overload]
    asked = {*needs_of(html), *modules_of(html)}
    assert asked - files == set()
    assert files_of_styles(sorted(asked)) - OPTIONAL - files == set()
    assert {"/static/js/lesson.js", "/static/js/outbox.js", "/static/css/pages/learn.css"} <= files


def test_the_shell_holds_everything_that_the_offline_page_asks_for(school: School, visitor: Client) -> None:
    response = visitor.get("/offline/")
    html = response.content.decode()
    kept = set(shell.worker_parts("/offline/")["addresses"])
    assert {*needs_of(html), *modules_of(html), "/offline/"} - kept == set()
    assert response.cookies == {}
    assert [name for name in shell.SHELL if shell.static_file(name) is None] == []


def test_the_size_said_first_is_what_travels(school: School, visitor: Client) -> None:
    html = visitor.get(school.first.url).content
    said = pack(visitor, school.first)
    weights = sum(shell.bytes_of(str(name)) for name in said["files"])  # type: ignore[attr-defined]
    assert abs(int(str(said["bytes"])) - weights - len(gzip.compress(html))) < 400
    assert f'data-size="{said["size"]}"' in html.decode()
    assert all(shell.bytes_of(str(name)) > 0 for name in said["files"])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 KB"), (77_600, "78 KB"), (100_000, "0.1 MB"), (430_000, "0.4 MB"), (24e6, "24.0 MB")]
)
def test_sizes_in_words(number: int, words: str) -> None:
    assert size_words(number) == words


def test_a_pack_is_the_same_for_everybody_and_says_nothing_of_who_asks(
    school: School, learner: User, client_of: Callable[[User], Client], visitor: Client
) -> None:
    mark_done(user=learner, lesson=school.first, client_uuid=uuid.uuid4(), by=learner)
    forget_all()
    assert pack(client_of(learner), school.first) == pack(visitor, school.first)


def test_a_module_counts_what_its_lessons_share_once(school: School, visitor: Client) -> None:
    module = visitor.get(f"/learning/modules/{school.module.pk}/pack/").json()
    packs = [pack(visitor, lesson) for lesson in school.lessons]
    assert module["lessons"] == packs
    assert max(int(str(one["bytes"])) for one in packs) < module["bytes"] < sum(int(str(one["bytes"])) for one in packs)


def test_drafts_and_closed_lessons_cannot_be_saved(
    school: School, visitor: Client, learner: User, client_of: Callable[[User], Client]
) -> None:
    draft = make_lesson(school.module, "Not yet", live=False)
    assert visitor.get(f"/learning/lessons/{draft.pk}/pack/").status_code == 404
    PageViewRestriction.objects.create(page=school.first, restriction_type="login")
    browser = client_of(learner)
    assert browser.get(f"/learning/lessons/{school.first.pk}/pack/").status_code == 404
    assert "data-save=" not in browser.get(school.first.url).content.decode()
    saved = browser.get(f"/learning/modules/{school.module.pk}/pack/").json()["lessons"]
    assert [one["title"] for one in saved] == ["Reading a notice", "Objecting well"]


def test_the_worker_is_asked_for_again_each_time_and_leaves_no_trace(db: None, visitor: Client) -> None:
    response = visitor.get("/sw.js")
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert set(response.headers["Cache-Control"].split(", ")) == {"no-cache", "public"}
    assert (response.cookies, response.has_header("Set-Cookie")) == ({}, False)
    again = visitor.get("/sw.js", headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    said = json.loads(response.content.decode().split(" = ", 1)[1].split(";\n")[0])
    assert {"/admin/", "/account/"} <= set(said["never"])
    assert 'importScripts("/static/js/worker.js")' in response.content.decode()


def test_a_new_file_makes_a_new_worker(db: None, visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = visitor.get("/sw.js").headers["ETag"]
    monkeypatch.setattr(shell, "file_digest", lambda name: f"another {name}")
    assert visitor.get("/sw.js").headers["ETag"] != before


def test_what_a_person_sees_has_their_mark_and_a_strangers_page_has_none(
    school: School, learner: User, client_of: Callable[[User], Client], visitor: Client
) -> None:
    assert 'data-me=""' in visitor.get(school.first.url).content.decode()
    mine = client_of(learner).get(school.first.url).content.decode()
    assert re.search(r'data-me="[0-9a-f]{32}"', mine)
    assert str(learner.public_id) not in mine
