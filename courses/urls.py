"""Addresses of learning that are no pages: acts under /learning/, and one's own page."""

from django.urls import URLPattern, path

from courses.report_urls import report_urls
from courses.views import (
    acts,
    answers,
    badges,
    certificate_desk,
    certificates,
    check,
    corrections,
    earlier_work,
    group_desk,
    group_doors,
    group_pages,
    group_running,
    lessons,
    my_learning,
    packs,
    paper,
)

app_name = "courses"


def taken_away(kind: str) -> list[URLPattern]:
    """Return the addresses under which a lesson or a module can be taken away: `lesson_epub`, `print_lesson`..."""
    here = f"learning/{kind}s/<row:page_id>"
    return [
        path(f"{here}/take-away/", paper.take_away, {"kind": kind}, name=f"take_away_{kind}"),
        path(f"{here}/print/", paper.print_page, {"kind": kind}, name=f"print_{kind}"),
        path(f"{here}/{kind}.epub", paper.book, {"kind": kind, "ending": "epub"}, name=f"{kind}_epub"),
        path(f"{here}/{kind}.txt", paper.book, {"kind": kind, "ending": "txt"}, name=f"{kind}_txt"),
    ]


urlpatterns = [
    *report_urls,
    path("sw.js", packs.worker, name="worker"),
    path("offline/", packs.offline, name="offline"),
    path("learning/lessons/<row:page_id>/pack/", packs.lesson_pack, name="lesson_pack"),
    path("learning/modules/<row:page_id>/pack/", packs.module_pack, name="module_pack"),
    path("learning/acts/", acts.acts, name="acts"),
    path("learning/lessons/<row:page_id>/done/", lessons.mark_done, name="mark_done"),
    path("learning/lessons/<row:page_id>/not-done/", lessons.mark_undone, name="mark_undone"),
    path("learning/lessons/<row:page_id>/questions/<uuid:block_id>/", answers.answer, name="answer"),
    path("learning/lessons/<row:page_id>/changes/", earlier_work.what_changed, name="what_changed"),
    path("learning/lessons/<row:page_id>/easy-read/", lessons.easy_read, name="easy_read"),
    path("learning/programmes/<row:page_id>/earlier/", earlier_work.earlier_work, name="earlier_work"),
    *taken_away("lesson"),
    *taken_away("module"),
    path("learning/modules/<row:page_id>/facilitator-pack/", paper.pack, name="pack"),
    path("l/<row:page_id>/", paper.come_back, name="come_back"),
    path("l/<row:year>/<uuid:lineage>/", paper.come_back_to, name="come_back_to"),
    path("admin/groups/", group_desk.groups, name="desk_groups"),
    path("admin/groups/<row:pk>/close/", group_desk.close, name="desk_close_group"),
    path("join/", group_doors.join_words, name="join_words"),
    path("join/card/<str:code>/", group_doors.join_card, name="join_card"),
    path("g/<str:token>/", group_doors.join_group, name="join_group"),
    path("groups/new/", group_doors.new_group, name="new_group"),
    path("groups/<uuid:group>/", group_pages.group, name="group"),
    path("groups/<uuid:group>/nickname/", group_pages.nickname, name="group_nickname"),
    path("groups/<uuid:group>/sharing/", group_pages.sharing, name="group_sharing"),
    path("groups/<uuid:group>/leave/", group_pages.leave, name="group_leave"),
    path("groups/<uuid:group>/answer/", group_pages.answer, name="group_answer"),
    path("groups/<uuid:group>/together/", group_running.together, name="group_together"),
    path("groups/<uuid:group>/together/<uuid:session>/", group_running.session, name="group_session"),
    path("groups/<uuid:group>/together/<uuid:session>/undo/", group_pages.undo, name="group_undo"),
    path("groups/<uuid:group>/dates/", group_running.dates, name="group_dates"),
    path("groups/<uuid:group>/people/", group_running.people, name="group_people"),
    path("groups/<uuid:group>/words/", group_running.new_words, name="group_words"),
    path("groups/<uuid:group>/poster/", group_running.poster, name="group_poster"),
    path("groups/<uuid:group>/cards/", group_running.cards, name="group_cards"),
    path("groups/<uuid:group>/close/", group_running.close, name="group_close"),
    path("admin/lessons/<row:page_id>/correct/", corrections.correct, name="correct_question"),
    path("my-learning/", my_learning.my_learning, name="my_learning"),
    path("my-learning/certificates/<uuid:public_id>/", certificates.certificate, name="certificate"),
    path("my-learning/certificates/<uuid:public_id>/badge/", certificates.badge, name="badge"),
    path("my-learning/certificates/<uuid:public_id>/badge.json", certificates.badge_file, name="badge_file"),
    path("c/", check.check, name="check"),
    path("c/<str:code>/", check.check_code, name="check_code"),
    # Under the editor's door: Django's token check and Wagtail's sign-in hold there.
    path("admin/certificates/<row:pk>/withdraw/", certificate_desk.withdraw, name="desk_withdraw"),
    path("badges/issuer/", badges.issuer, name="badge_issuer"),
    path("badges/withdrawn/<row:number>/", badges.withdrawn, name="badge_status"),
]
