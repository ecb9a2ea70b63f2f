"""Who comes: a name to call them, one way to reach them, and a place or a number on the waiting list."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

KEEP_DAYS = 14  # after the date: then access needs and contact are deleted (promises V4)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Sets of bookings."""

    def confirmed(self) -> "RegistrationQuerySet":
        """Return the bookings that have a place."""
        return self.filter(status=Registration.Status.CONFIRMED)

    def waiting(self) -> "RegistrationQuerySet":
        """Return the waiting list, in order."""
        return self.filter(status=Registration.Status.WAITING).order_by("pk")

    def current(self) -> "RegistrationQuerySet":
        """Return bookings that are not cancelled."""
        return self.exclude(status=Registration.Status.CANCELLED)


class Registration(models.Model):
    """One person's booking of one date. The waiting list is in the order of the rows."""

    class Status(models.TextChoices):
        """Waiting means: on the list, no place yet."""

        CONFIRMED = "confirmed", "Has a place"
        WAITING = "waiting", "On the waiting list"
        CANCELLED = "cancelled", "Cancelled"

    occurrence = models.ForeignKey("webinars.Occurrence", on_delete=models.PROTECT, related_name="registrations")
    reference = models.CharField(max_length=20, unique=True, editable=False)
    name = models.CharField("name to call them", max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField("language to follow in", max_length=8, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices)
    uses_access_place = models.BooleanField(default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    client_uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_by = models.CharField(max_length=64, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "booking"
        indexes = [models.Index(fields=["occurrence", "status"], name="webinars_reg_occ_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "email"],
                condition=~Q(email="") & ~Q(status="cancelled"),
                name="webinars_registration_email_once",
            ),
            models.UniqueConstraint(
                fields=["occurrence", "phone"],
                condition=~Q(phone="") & ~Q(status="cancelled"),
                name="webinars_registration_phone_once",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False, name="", email="", phone="")
                | (Q(erased_at__isnull=True) & ((Q(email="") & ~Q(phone="")) | (~Q(email="") & Q(phone="")))),
                name="webinars_registration_one_contact",
            ),
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="webinars_registration_email_lower"),
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | (~Q(status="cancelled") & Q(cancelled_at__isnull=True)),
                name="webinars_registration_cancelled_has_time",
            ),
            models.CheckConstraint(
                condition=(Q(cancelled_at__isnull=True) & Q(cancelled_by=""))
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_by="")),
                name="webinars_registration_cancelled_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="confirmed") | Q(confirmed_at__isnull=False),
                name="webinars_registration_confirmed_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_confirmed(self) -> bool:
        """Return whether this person has a place."""
        return self.status == self.Status.CONFIRMED

    @property
    def is_waiting(self) -> bool:
        """Return whether this person is on the waiting list."""
        return self.status == self.Status.WAITING

    @property
    def is_cancelled(self) -> bool:
        """Return whether the booking was given up."""
        return self.status == self.Status.CANCELLED


class AccessNeed(models.Model):
    """What somebody asked for to take part. Only the access contact reads it; gone 14 days after the date."""

    class Kind(models.TextChoices):
        """The things people ask for most."""

        BSL = "bsl", "BSL interpreter"
        PHONE = "phone", "I will join by phone call"
        EASY_READ = "easy_read", "Easy Read notes"
        ASSISTANT = "assistant", "A personal assistant comes with me"
        STEP_FREE = "step_free", "Step-free way in"
        CHILDCARE = "childcare", "Childcare"
        TRAVEL = "travel", "Money for travel"

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="access_need")
    kinds = models.JSONField(default=list)
    note = models.TextField(blank=True)
    delete_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"Needs of {self.registration_id}"


class BookingConsent(models.Model):
    """One yes to one thing: which words were shown, when, and whether it was taken back."""

    class Purpose(models.TextChoices):
        """Each is asked separately and starts unticked."""

        REMIND = "remind", "Remind me the day before"
        NEWS = "news", "Tell me about trainings like this one, at most once a month"
        HOST = "host", "Share my name and contact with the group that hosts this training"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    wording_version = models.CharField(max_length=20)
    source = models.CharField(max_length=40)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "purpose"], name="webinars_bookingconsent_once")]

    def __str__(self) -> str:
        return f"{self.purpose} for {self.registration_id}"


class ManageLink(models.Model):
    """A link in an e-mail to one's own booking. Only its hash is kept; each e-mail brings a new one."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="manage_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Link of {self.registration_id}"


class BookingMail(models.Model):
    """That an e-mail about a booking was sent: the guard that it is sent once."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="mails")
    key = models.CharField(max_length=80)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "key"], name="webinars_bookingmail_once")]

    def __str__(self) -> str:
        return f"{self.key} for {self.registration_id}"
