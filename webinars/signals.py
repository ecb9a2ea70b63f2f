"""What happens to bookings and dates that others follow."""

from django.dispatch import Signal

# kwargs: registration_id, occurrence_id (ints), kind (a key of LETTERS, or "place"), key (sent once per registration
# and key). Sent after the commit.
booking_mail_due = Signal()
