"""My learning: where to go on, and what was done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses import access
from courses.selectors.my_learning import my_learning as my_learning_of


@require_safe
def my_learning(request: HttpRequest) -> HttpResponse:
    """Show a person's learning; to a stranger, the empty wall and a way in."""
    person = access.reader(request)
    return render(request, "courses/my_learning.html", {"screen": my_learning_of(person), "person": person})
