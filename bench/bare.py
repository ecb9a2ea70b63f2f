"""The yardstick: Django with one view, no middleware, no database and a constant answer."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(SECRET_KEY="bare", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, MIDDLEWARE=[])


def constant(request: HttpRequest) -> HttpResponse:
    """Answer the same, always."""
    return HttpResponse("brick")


urlpatterns = [path("", constant)]
application = get_wsgi_application()
