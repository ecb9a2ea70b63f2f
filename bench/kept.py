"""Run as a process of its own: prints the client id of every act that the school's database holds."""

import django

django.setup()

from courses.models import Evidence  # noqa: E402

for form in Evidence.objects.values_list("client_uuid", flat=True).iterator():
    print(form)
