"""The school's clockwork: a signal that the background worker sends about once a minute.

Tables are the schedule. Whoever keeps something due (a page to publish, a reminder, a window of occurrences) receives
this signal, looks at the table and does what is due now. A receiver must be idempotent: a minute may be missed after
a restart, and two workers may both send it.
"""

import logging

from django.dispatch import Signal

logger = logging.getLogger(__name__)

minute_passed = Signal()  # no arguments: receivers ask the clock themselves


def send_minute() -> list[str]:
    """Let every receiver do its due work; one that fails stops no other. Return the names of those that failed."""
    failed = []
    for receiver, outcome in minute_passed.send_robust(sender=None):
        name = f"{receiver.__module__}.{getattr(receiver, '__qualname__', receiver)}"
        if isinstance(outcome, Exception):
            logger.error("minute.failed receiver=%s", name)  # send_robust has logged where and why
            failed.append(name)
    return failed
