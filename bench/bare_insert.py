"""The yardstick of writing: Django with one view that inserts one row into its own table in a transaction, and no
middleware. The database is opened as the school opens its own (BARE_FOLDER, DATABASE_URL).
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from lms.settings import env

settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={
        "default": env.database("DATABASE_URL", Path(os.environ.get("BARE_FOLDER", ".")) / "bare.sqlite3", "FULL")
    },
)
application = get_wsgi_application()

from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402


class Act(models.Model):
    """One row: who sent which form when."""

    form = models.UUIDField(unique=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return str(self.form)


def insert(request: HttpRequest) -> HttpResponse:
    """Insert one row."""
    with transaction.atomic():
        Act.objects.create(form=request.POST["client_uuid"], at=timezone.now())
    return HttpResponse(status=303, headers={"Location": "/"})


def ready(request: HttpRequest) -> HttpResponse:
    """Say that the table is there."""
    return HttpResponse("ready")


if Act._meta.db_table not in connection.introspection.table_names():
    with connection.schema_editor() as editor:
        editor.create_model(Act)
connection.close()
urlpatterns = [path("", insert), path("ready", ready)]
