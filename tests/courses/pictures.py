"""Pictures for tests, made on the spot."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Canvas
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage


def a_picture(width: int = 40, height: int = 30, title: str = "Houses") -> AbstractImage:
    """Return an uploaded picture, as it is in the database."""
    file = BytesIO()
    Canvas.new("RGB", (width, height), "brown").save(file, "PNG")
    kind = get_image_model()
    image = kind.objects.create(title=title, file=ContentFile(file.getvalue(), name="houses.png"))
    return kind.objects.get(pk=image.pk)
