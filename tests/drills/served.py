"""The school of a test, served by the real web server on the test's own database, with the settings of production."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.test import Client

from bench.server import Server
from lms.accounts.backends import PLACE_BACKEND
from lms.accounts.models import User

KEY = "drill-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"
COOKIE = "__Host-session"


def database_address() -> str:
    """Return the DATABASE_URL of the database that this test uses."""
    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{own['NAME']}"
    host = str(own["HOST"] or "")
    socket, network = (f"?host={quote(host)}", "") if host.startswith("/") else ("", host)
    port = f":{own['PORT']}" if own["PORT"] else ""
    return f"postgresql://{quote(own['USER'])}:{quote(own['PASSWORD'])}@{network}{port}/{own['NAME']}{socket}"


@contextmanager
def serving(application: str, folder: Path) -> Iterator[Server]:
    """Serve `application` until the block ends."""
    connection.close()
    server = Server(
        application,
        {
            "DJANGO_SETTINGS_MODULE": "lms.settings.production",
            "COMMONBRICK_VAR": str(folder),
            "SECRET_KEY": KEY,
            "ALLOWED_HOSTS": "127.0.0.1",
            "PUBLIC_BASE_URL": "https://127.0.0.1",
            "DEFAULT_FROM_EMAIL": "drill@school.example",
            "EMAIL_HOST": "127.0.0.1",
            "SECURE_SSL_REDIRECT": "0",
            "LOG_REQUESTS": "0",
            "WEB_LOG_LEVEL": "critical",  # that its workers are killed is no news here
            "DATABASE_URL": database_address(),
            "REDIS_URL": settings.REDIS_URL,
        },
    )
    try:
        server.wait_until_open("/healthz")
        yield server
    finally:
        server.stop()


def cookie_of(person: User) -> dict[str, str]:
    """Return the header by which the served school knows somebody. Call it while SECRET_KEY is the drill's."""
    client = Client()
    client.force_login(person, backend=PLACE_BACKEND)
    return {"Cookie": f"{COOKIE}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}
