"""Mail about signing in, sent by the worker."""

from django_tasks import task

from lms.accounts.models import User
from lms.accounts.services.passwords import warn_owner
from lms.accounts.services.sign_in import send_code


@task(backend="background")
def send_sign_in_code(request_id: int) -> None:
    """Make and mail the code of a sign-in request."""
    send_code(request_id=request_id)


@task(backend="background")
def warn_about_passwords(person_id: int) -> None:
    """Tell an editor that somebody keeps trying passwords."""
    person = User.objects.filter(pk=person_id).first()
    if person is not None:
        warn_owner(person=person)
