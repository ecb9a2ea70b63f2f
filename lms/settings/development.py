"""A laptop: no environment needed, loopback only, mail as files under var/mail/, a key of its own in a private file."""

import os
import secrets

from lms.settings import env
from lms.settings.base import *  # noqa: F403  (a settings module extends the base by design)
from lms.settings.base import VAR_DIR

DEBUG = env.flag("DEBUG", False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

_key_file = VAR_DIR / "secret.key"
if not _key_file.exists():
    _key_file.touch(mode=0o600)
    _key_file.write_text(secrets.token_urlsafe(48), encoding="utf-8")
SECRET_KEY = _key_file.read_text(encoding="utf-8").strip()

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
PUBLIC_BASE_URL = env.text("PUBLIC_BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
WAGTAILADMIN_BASE_URL = PUBLIC_BASE_URL
BADGE_KEY_ON_FIRST_USE = True
