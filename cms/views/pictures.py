"""Pictures that editors uploaded, in the sizes that pages use. Only these: what else lies in the folder of uploads
(originals with what the camera wrote into them, documents of closed collections) has no address here.
"""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

FOLDER = "images"  # where Wagtail puts the sizes it makes
RASTER = {f".{extension}" for extension in settings.WAGTAILIMAGES_EXTENSIONS}
MONTH = 60 * 60 * 24 * 30  # seconds; another picture or size always has another name


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer one picture as a picture, whatever is in the file; 404 for every other kind of file."""
    if PurePosixPath(name).suffix.lower() not in RASTER:
        raise Http404("This is not the name of a picture.")
    response = serve(request, f"{FOLDER}/{name}", document_root=str(settings.MEDIA_ROOT))
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = f"public, max-age={MONTH}, immutable"
    return response
