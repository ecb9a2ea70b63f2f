"""The table of contents: one include for each app, Wagtail's pages last.

Pages stand under their language's prefix, the default language under none. So an address decides the language, a
kept page is right for everybody who asks for it, and no header of a browser changes what comes out.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path, register_converter
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms import routing
from lms import health
from lms.lib.row_numbers import RowNumber

register_converter(RowNumber, "row")

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("lms.accounts.doors")),  # before Wagtail's: passwords are typed in one place only
    path("account/", include("lms.accounts.urls")),
    path("", include("courses.urls")),
    path("", include("webinars.urls")),
    path("", include("cms.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        re_path(wagtail_urls.serve_pattern, routing.serve, name="wagtail_serve"),  # Wagtail's own name for it
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

# Without the database there is 503 instead of 500. 400, 403 and 404 are Django's, with our templates.
handler500 = "lms.lib.database_errors.server_error"
