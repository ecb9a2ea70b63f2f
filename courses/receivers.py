"""What learning does when something happens below: a page is published, two people turn out to be one."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from courses.models import LessonPage
from courses.services.certificate_keeping import issue_missing
from courses.services.cohort_cards import forget_expired_places
from courses.services.cohort_closing import close_due_cohorts
from courses.services.cohort_people import erase_groups, export_groups, unite_groups
from courses.services.data_rights import erase_learning, export_learning
from courses.services.merging import unite_learning
from courses.services.versions import freeze_published
from lms.accounts.data_rights import register
from lms.accounts.models import User
from lms.accounts.signals import people_merged
from lms.lib.minute import minute_passed


@receiver(page_published, sender=LessonPage)
def lesson_published(instance: LessonPage, **kwargs: Any) -> None:
    """Freeze the lesson and its questions as they are now."""
    freeze_published(lesson=instance)


@receiver(people_merged)
def learners_merged(source: User, target: User, **kwargs: Any) -> None:
    """Give the person who stays everything that the guest did."""
    unite_learning(source=source, target=target)
    unite_groups(source=source, target=target)


@receiver(minute_passed)
def tend_groups(**kwargs: Any) -> None:
    """Close groups that are over, and stop cards that nobody used."""
    close_due_cohorts()
    forget_expired_places()


@receiver(minute_passed)
def certificates_due(**kwargs: Any) -> None:
    """Issue certificates to people who finished before there were any."""
    issue_missing()


register("learning", export=export_learning, erase=erase_learning)
register("groups", export=export_groups, erase=erase_groups)
