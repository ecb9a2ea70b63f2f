"""`manage.py worker`: runs queued background work, and once a minute everything that a table says is due.

One worker is enough for an embedded school; several may run side by side. `--once` does what is due now and ends,
for cron or a test.
"""

import logging
import signal
import time
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from lms.lib.minute import minute_passed, send_minute

logger = logging.getLogger(__name__)
MINUTE = 60.0
PAUSE = 1.0


def publish_scheduled_pages(**kwargs: object) -> None:
    """Publish and withdraw the pages whose moment has come."""
    call_command("publish_scheduled", verbosity=0)


minute_passed.connect(publish_scheduled_pages, dispatch_uid="cms.publish_scheduled_pages")


class Command(BaseCommand):
    help = "Run background work, and every minute what is due."
    running = True
    queue: Worker | None = None
    worker_id = get_random_string(32)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due and queued now, then end")

    def handle(self, **options: Any) -> None:
        """Loop until asked to end; a task in progress is finished first."""
        if options["once"]:
            send_minute()
            self.run_queue()
            return
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        next_minute = time.monotonic()
        while self.running:
            close_old_connections()
            try:
                if time.monotonic() >= next_minute:
                    next_minute = time.monotonic() + MINUTE
                    send_minute()
                self.run_queue()
            except OperationalError:
                # The database is away or busy; the work is still in its table.
                logger.exception("worker.database_unavailable")
            if self.running:
                time.sleep(PAUSE)

    def run_queue(self) -> None:
        """Run every task that is ready, one after the other."""
        self.queue = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="background",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.worker_id,
            excluded_queue_names=[],
        )
        self.queue.running = self.running
        self.queue.run()

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """End after the task in progress."""
        self.running = False
        if self.queue is not None:
            self.queue.running = False
