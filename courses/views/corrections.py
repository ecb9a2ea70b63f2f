"""The editor's desk for a question that was wrong: say which and why, see how many answers change, confirm."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from wagtail.admin.auth import require_admin_access

from courses.access import can_correct
from courses.forms.correcting import CorrectionForm
from courses.models import LessonPage
from courses.selectors import words
from courses.services.corrections import answers_that_change, correct_question
from courses.services.versions import changed_questions
from lms.accounts.models import User
from lms.lib.errors import DomainError


@require_admin_access
def correct(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the form; on its first post how many answers would change, on the second make it so."""
    lesson: LessonPage = get_object_or_404(LessonPage.objects.filter(live=True), pk=page_id)
    if not isinstance(request.user, User) or not can_correct(request.user, lesson):
        raise PermissionDenied
    form = CorrectionForm(changed_questions(lesson=lesson), request.POST or None)
    preview = ""
    if request.method == "POST" and form.is_valid():
        block_id, reason = uuid.UUID(form.cleaned_data["question"]), form.cleaned_data["reason"]
        try:
            if "confirm" in request.POST:
                _, count = correct_question(lesson=lesson, block_id=block_id, reason=reason, by=request.user)
                messages.success(request, words.answers_corrected(count))
                return redirect("wagtailadmin_pages:edit", lesson.pk)
            preview = words.answers_to_correct(answers_that_change(lesson=lesson, block_id=block_id))
        except DomainError as error:
            form.add_error(None, error.message)
    status = 422 if form.errors else 200
    context = {"lesson": lesson, "form": form, "preview": preview}
    return render(request, "wagtailadmin/learning/correct_question.html", context, status=status)
