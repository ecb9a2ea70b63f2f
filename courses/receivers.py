"""What learning does when something happens below: a page is published, two people turn out to be one."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.models import CohortMember, LessonPage, ModulePage, ProgrammePage
from courses.services.certificate_keeping import issue_missing
from courses.services.cohort_cards import forget_expired_places
from courses.services.cohort_closing import close_due_cohorts
from courses.services.cohort_people import erase_groups, export_groups, unite_groups
from courses.services.data_rights import erase_learning, export_learning
from courses.services.edition_changes import edition_changed, moved_between
from courses.services.merging import unite_learning
from courses.services.rollups import settle_dirty
from courses.services.versions import freeze_published
from lms.accounts.data_rights import register
from lms.accounts.errors import CodeRefusedError
from lms.accounts.models import User
from lms.accounts.signals import code_opening, people_merged
from lms.lib.minute import minute_passed

COUNTED = (ProgrammePage, ModulePage, LessonPage)


@receiver(page_published, sender=LessonPage)
def lesson_published(instance: LessonPage, **kwargs: Any) -> None:
    """Freeze the lesson and its questions as they are now."""
    freeze_published(lesson=instance)


@receiver(code_opening)
def card_of_ones_own_group(owner: User, present: Any, **kwargs: Any) -> None:
    """Let nobody open a card of a group that they are in: its paper code would then lead into their own account."""
    if present.is_authenticated and present.pk != owner.pk:
        waiting = CohortMember.objects.waiting().filter(user=owner).values("cohort")
        if CohortMember.objects.joined().filter(user=present, cohort__in=waiting).exists():
            raise CodeRefusedError(_("You are in this group already. Give this card to somebody else."))


@receiver([page_published, page_unpublished, pre_delete])
def counted_page_changed(sender: type, instance: Any, **kwargs: Any) -> None:
    """Trust the numbers of an edition no longer once a page of it appears, changes or disappears."""
    if sender in COUNTED:
        edition_changed(page=instance)


@receiver(post_page_move)
def counted_page_moved(parent_page_before: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """The same where a page moved into another module or edition."""
    moved_between(before=parent_page_before, after=parent_page_after)


@receiver(minute_passed)
def settle_progress(**kwargs: Any) -> None:
    """Work out again what changed since the last minute."""
    settle_dirty()


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
