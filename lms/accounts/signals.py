"""What happens to people that apps above must follow."""

from django.dispatch import Signal

# kwargs: source (the guest who goes), target (the person who stays). Sent inside the merging transaction.
people_merged = Signal()

# kwargs: owner (whose resume code it is), present (who uses this browser). Sent before a code opens anything; a receiver
# refuses it by raising CodeRefusedError.
code_opening = Signal()
