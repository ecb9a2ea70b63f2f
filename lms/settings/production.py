"""A public server: refuses to start on a missing secret, naming it, and never runs under `python -O`."""

from django.core.exceptions import ImproperlyConfigured

from lms.settings import env
from lms.settings.base import *  # noqa: F403  (a settings module extends the base by design)
from lms.settings.base import LOGGING as PLAIN_LOGGING
from lms.settings.base import MIDDLEWARE as SHARED_MIDDLEWARE

if not __debug__:
    # icalendar guards against injected lines with an assert, which -O removes.
    raise ImproperlyConfigured(
        "Do not run with python -O or PYTHONOPTIMIZE: guards in libraries would be switched off."
    )

SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", "")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
PUBLIC_BASE_URL = env.text("PUBLIC_BASE_URL").rstrip("/")
WAGTAILADMIN_BASE_URL = PUBLIC_BASE_URL
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL")

if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    raise ImproperlyConfigured("SECRET_KEY must be at least 50 random characters.")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name this site's hosts; * would answer for any.")
if not PUBLIC_BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("PUBLIC_BASE_URL must start with https://.")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", True)

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = env.integer("SECURE_HSTS_SECONDS", 31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env.flag("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"

# One JSON object a line. What happened goes to stderr; one line for each request goes to stdout.
LOGGING = {
    **PLAIN_LOGGING,
    "formatters": {"json": {"()": "lms.lib.json_log.JsonLines"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["without_paths"]},
        "stdout": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stdout"},
    },
    "loggers": {
        **PLAIN_LOGGING["loggers"],
        "request": {"handlers": ["stdout"], "level": "INFO", "propagate": False},
    },
}
MIDDLEWARE = list(SHARED_MIDDLEWARE)
if env.flag("LOG_REQUESTS", True):
    MIDDLEWARE.insert(0, "lms.lib.request_log.RequestLogMiddleware")
