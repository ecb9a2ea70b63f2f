"""Making a group, and the words and the link that open its door. docs/adr/0027 explains."""

import logging
import uuid

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from courses.errors import GroupRefused, JoinRefused, NoWayBack
from courses.models import Cohort, CohortMember
from courses.selectors.outline import Outline
from lms.accounts.models import User
from lms.lib import clock, three_words
from lms.lib.client_address import network_of
from lms.lib.limits import give_back, require
from lms.lib.sealing import seal, unseal
from lms.lib.tokens import accepted_hashes, keyed_hash, new_token

logger = logging.getLogger(__name__)
WORDS, LINK = "join-words", "join-link"
WRONG_TRIES, WINDOW = 30, 600  # wrong words from one network, in so many seconds
GROUPS_A_DAY = 10
TOKEN_LENGTH = 16  # of the link: 96 bits, and short enough for a small QR code
TRIES = 5


def open_cohort(
    *,
    name: str,
    nickname: str,
    outline: Outline,
    module: uuid.UUID | None,
    client_uuid: uuid.UUID,
    by: User,
) -> Cohort:
    """Make a group in an edition, with its maker as the first organiser; the same form sent twice makes one.

    Raises NoWayBack for a guest who could not come back from another phone, and TooManyTriesError.
    """
    if not has_way_back(by):
        raise NoWayBack
    require(f"cohorts-made:{by.pk}", GROUPS_A_DAY, 24 * 60 * 60)
    with transaction.atomic():
        now = clock.now()
        row = Cohort(
            public_id=uuid.uuid5(client_uuid, str(by.public_id)),
            programme=outline.programme,
            year=outline.year,
            module=module,
            name=name,
            created_at=now,
            created_by=by,
        )
        Cohort.objects.bulk_create([row], ignore_conflicts=True)
        cohort = Cohort.objects.select_for_update().get(public_id=row.public_id)
        if cohort.closed_at is not None:
            raise GroupRefused(_("This group is closed. Make a new one."))
        if cohort.words_hash is None:
            give_words(cohort=cohort)
            CohortMember.objects.create(
                cohort=cohort, user=by, nickname=nickname, role=CohortMember.Role.ORGANISER, joined_at=now
            )
            logger.info("cohort.opened cohort=%s by=%s", cohort.pk, by.pk)
    return cohort


def has_way_back(person: User) -> bool:
    """Tell whether somebody can open their place on another phone."""
    return not person.is_guest or person.resume_codes.filter(revoked_at__isnull=True).exists()


@transaction.atomic
def renew_words(*, cohort: Cohort, by: User) -> None:
    """Stop the words and the link of a group and give it new ones. Who is in it stays in it."""
    locked = Cohort.objects.select_for_update().open().get(pk=cohort.pk)
    give_words(cohort=locked)
    logger.info("cohort.words_renewed cohort=%s by=%s", cohort.pk, by.pk)


def give_words(*, cohort: Cohort) -> None:
    """Give a group words and a link that no other group has; the constraint decides."""
    for _try in range(TRIES):
        words, token = three_words.new_words(), new_token()[:TOKEN_LENGTH]
        try:
            with transaction.atomic():
                file_under_present_key(cohort=cohort, words=words, token=token)
                return
        except IntegrityError:
            continue
    raise IntegrityError(f"no free words after {TRIES} tries")


def file_under_present_key(*, cohort: Cohort, words: str, token: str) -> None:
    """Keep the words and the link of a group: hashed to find it by, sealed to show them to its organisers."""
    cohort.words_hash, cohort.words_sealed = keyed_hash(words, WORDS), seal(words, WORDS)
    cohort.link_hash, cohort.link_sealed = keyed_hash(token, LINK), seal(token, LINK)
    cohort.save(update_fields=["words_hash", "words_sealed", "link_hash", "link_sealed"])


def words_of(cohort: Cohort) -> str:
    """Return a group's three words; nothing where the key they were sealed under is gone (new words help)."""
    return unseal(cohort.words_sealed, WORDS) or ""


def link_of(cohort: Cohort) -> str:
    """Return the secret part of a group's link; nothing where the key it was sealed under is gone."""
    return unseal(cohort.link_sealed, LINK) or ""


def cohort_by_words(request: HttpRequest, *, typed: str) -> Cohort:
    """Return the open group that three typed words belong to.

    Raises JoinRefused, the same for words that are none, unknown, stopped or of a closed group, and TooManyTriesError.
    Only wrong words count: fifteen people may type theirs behind one address.
    """
    tries = f"join-words:{network_of(request)}"
    require(tries, WRONG_TRIES, WINDOW)
    words = three_words.understand(typed)
    hashes = accepted_hashes(words or "", WORDS)
    cohort = Cohort.objects.open().filter(words_hash__in=hashes).first()
    if words is None or cohort is None:
        raise JoinRefused
    give_back(tries, WINDOW)
    return cohort


def cohort_by_link(token: str) -> Cohort:
    """Return the open group that a link leads to. Raises JoinRefused, the same for unknown, stopped and closed."""
    cohort = Cohort.objects.open().filter(link_hash__in=accepted_hashes(token, LINK)).first()
    if cohort is None:
        raise JoinRefused
    return cohort


def refile(*, cohort: Cohort) -> None:
    """File words and link under the site's present key, where an older one still in use was the key."""
    words, token = words_of(cohort), link_of(cohort)
    if words and token and cohort.words_hash != keyed_hash(words, WORDS):
        file_under_present_key(cohort=cohort, words=words, token=token)
