"""Who may see how learning goes: trainers and editors, each right given by name."""

import uuid

from django.conf import settings
from django.http import Http404

from courses.models import ProgrammePage

SEE_INSIGHT = "courses.view_insight"  # totals and pseudonyms: trainers, editors, whoever writes to funders
EXPORT_RECORDS = "courses.export_records"  # one record for each act, under pseudonyms: nobody, until the owner says who


def edition_for(programme: uuid.UUID, year: int) -> ProgrammePage:
    """Return the page of an edition, in the site's own language where there is one, published or not; or answer 404."""
    editions = ProgrammePage.objects.filter(lineage=programme, year=year).select_related("locale")
    found = sorted(editions, key=lambda page: (page.locale.language_code != settings.LANGUAGE_CODE, page.pk))
    if not found:
        raise Http404
    return found[0]
