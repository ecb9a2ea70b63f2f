"""What happens to bookings and dates that others follow."""

from django.dispatch import Signal

# kwargs: registration_id (int), kind (a MailKind value), key (str: sent once per registration and key). After commit.
booking_mail_due = Signal()
