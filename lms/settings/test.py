"""Tests: fast hashing, mail kept in memory, plain static files, tasks run at once."""

from lms.settings.base import *  # noqa: F403  (a settings module extends the base by design)
from lms.settings.base import VAR_DIR

SECRET_KEY = "only-for-tests"  # noqa: S105  (guards nothing: no test data is secret)
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]},
}
MEDIA_ROOT = VAR_DIR / "test-media"
PUBLIC_BASE_URL = "http://testserver"
WAGTAILADMIN_BASE_URL = PUBLIC_BASE_URL

# An unknown icon or picture is an error here, and nothing on the live site.
STRICT_TEMPLATES = True
# Tests run inside a transaction that never commits, so pages would never be seen to change; tests/serving switches it on.
RESPONSE_CACHE_SECONDS = 0
# What one process remembers (lms/lib/process_memory.py) is forgotten by tests/fixtures/database.py instead.
TRANSACTIONS_NEVER_COMMIT = True
