"""What is true in every environment. Reads the environment only through env.py; docs/reference/settings.md lists it."""

from pathlib import Path
from typing import Any

from lms.settings import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.text("COMMONBRICK_VAR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = False
ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1

INSTALLED_APPS = [
    "lms.demo",
    "webinars",
    "courses",
    "cms",
    "lms.accounts",
    "recurrence",
    "allauth",
    "allauth.account",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "lms.accounts.apps.StaffUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

# The response cache stands first: an anonymous reader's page is answered before anything else runs.
MIDDLEWARE = [
    "lms.lib.freshness.OneRevisionMiddleware",
    "lms.lib.response_cache.ResponseCacheMiddleware",
    "lms.lib.security_headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lms.lib.database_errors.DatabaseErrorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "lms.lib.origin_check.OriginCheckMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lms.accounts.editor_door.EditorDoorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "lms.lib.limits.TooManyTriesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        VAR_DIR / "commonbrick.sqlite3",
        env.choice("SQLITE_SYNCHRONOUS", "FULL", {"FULL", "NORMAL"}),
    )
}

REDIS_URL = env.text("REDIS_URL", "")
CACHES: dict[str, dict[str, Any]]
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "lms.lib.forgiving_cache.ForgivingRedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "commonbrick",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        }
    }

# Wagtail's own small tasks (search index, references) run at once; ours wait in the database for the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

# Strangers get whole pages from memory for this long at most; 0 switches it off.
RESPONSE_CACHE_SECONDS = 60
# Only in tests, which run inside a transaction: what they change would otherwise never be remembered.
TRANSACTIONS_NEVER_COMMIT = False
# Questions in an address that a kept page may answer; any other goes past the memory.
RESPONSE_CACHE_QUERY = ["view", "month", "page", "where", "topic", "access", "language", "childcare", "size"]
# Wagtail's editor: the only place with forms that carry a token, and with a looser content security policy.
EDITOR_PATHS = ["/admin/"]
# How many own proxies stand before the server and may say who the visitor is; more than there are lets people pretend.
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0)
# Counts what is limited (sign-in, codes) where no Redis does.
RATE_COUNTER = "lms.accounts.limits.count_in_database"

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "lms.accounts.backends.PlaceBackend",
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/my-learning/"
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "accounts:staff_sign_in"
# Passwords are typed and changed in one place, lms/accounts/views/staff.py, which limits tries.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
ACCOUNT_ADAPTER = "lms.accounts.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("cy", "Cymraeg"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False

SESSION_ENGINE = "lms.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # lms.lib.origin_check takes the place of CsrfViewMiddleware, and keeps its tokens in the editor
    "security.W019",  # the editor shows previews in a frame of the same site; public pages say frame-ancestors 'none'
]

EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Commonbrick <hello@commonbrick.example>")

# The public address that mails and feeds link to; never taken from a request.
PUBLIC_BASE_URL = env.text("PUBLIC_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
WAGTAILADMIN_BASE_URL = PUBLIC_BASE_URL

# The private key that badges are signed with (`manage.py badge_key --new`). Only a laptop makes one by itself.
BADGE_KEY_FILE = env.text("BADGE_KEY_FILE", str(VAR_DIR / "badge-signing.key"))
BADGE_KEY_ON_FIRST_USE = False

WAGTAIL_SITE_NAME = "Commonbrick"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_AUTOSAVE_INTERVAL = 2000
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
# Functions that return ids of pages the public search leaves out (private trainings).
SEARCH_HIDDEN = ["webinars.selectors.events.private_page_ids"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Wall time first: a repeating event is evaluated in its own zone, never from UTC.
RECURRENCE_USE_TZ = False

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_paths": {"()": "lms.lib.json_log.WithoutPaths"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_paths"]}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Each step of each small task, and of each look at an empty queue, would be a line.
    # And gunicorn would warn of each HEAD request, whose body Django leaves to it to drop.
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # Each step of each PDF, and each rule of our styles that is for screens only.
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
