"""Addresses of learning that are no pages: acts under /learning/, and one's own page."""

from django.urls import path

from courses.views import acts, answers, badges, certificates, check, earlier_work, lessons, my_learning

app_name = "courses"
urlpatterns = [
    path("learning/acts/", acts.acts, name="acts"),
    path("learning/lessons/<row:page_id>/done/", lessons.mark_done, name="mark_done"),
    path("learning/lessons/<row:page_id>/not-done/", lessons.mark_undone, name="mark_undone"),
    path("learning/lessons/<row:page_id>/questions/<uuid:block_id>/", answers.answer, name="answer"),
    path("learning/lessons/<row:page_id>/changes/", earlier_work.what_changed, name="what_changed"),
    path("learning/programmes/<row:page_id>/earlier/", earlier_work.earlier_work, name="earlier_work"),
    path("my-learning/", my_learning.my_learning, name="my_learning"),
    path("my-learning/certificates/<uuid:public_id>/", certificates.certificate, name="certificate"),
    path("my-learning/certificates/<uuid:public_id>/badge/", certificates.badge, name="badge"),
    path("my-learning/certificates/<uuid:public_id>/badge.json", certificates.badge_file, name="badge_file"),
    path("c/", check.check, name="check"),
    path("c/<str:code>/", check.check_code, name="check_code"),
    path("badges/issuer/", badges.issuer, name="badge_issuer"),
    path("badges/withdrawn/<row:number>/", badges.withdrawn, name="badge_status"),
]
