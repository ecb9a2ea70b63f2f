"""What happens to people that apps above must follow."""

from django.dispatch import Signal

# kwargs: source (the guest who goes), target (the person who stays). Sent inside the merging transaction.
people_merged = Signal()
