"""Learners who mark lessons done and answer questions without a pause, and remember what the school said was saved."""

import threading
import uuid
from dataclasses import dataclass, field
from http import HTTPStatus

from bench.client import Connection, post_for
from bench.server import Server

MOST_ANSWERS = 50  # of one learner: more than sixty in a minute are refused
Act = tuple[str, str]  # "mark" or "answer", and its client id


@dataclass
class Desk:
    """What one learner sends: where to, and the two choices they give in turn, so that each answer is a new try."""

    headers: dict[str, str]
    mark: str
    answer: str
    options: tuple[str, str]


@dataclass
class Learners:
    """Some threads, one for each desk, from `start` to `stop`. What was acknowledged only ever grows."""

    server: Server
    desks: list[Desk]
    acknowledged: list[Act] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Let everybody begin."""
        self.threads = [threading.Thread(target=self.work, args=(desk,), daemon=True) for desk in self.desks]
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody end, after the answer they wait for."""
        self.over.set()
        for thread in self.threads:
            thread.join(timeout=60)

    def wait_for(self, number: int) -> None:
        """Wait until so many acts are acknowledged, or nothing more can come."""
        while len(self.acknowledged) < number and any(thread.is_alive() for thread in self.threads):
            self.over.wait(0.02)

    def work(self, desk: Desk) -> None:
        """Send one act after the other. A killed server is asked again with the same act, as a browser would."""
        connection, turn, answers = Connection(self.server.port), 0, 0
        while not self.over.is_set():
            turn += 1
            kind, act = ("answer" if turn % 3 == 1 and answers < MOST_ANSWERS else "mark"), str(uuid.uuid4())
            fields = {"client_uuid": act}
            if kind == "answer":
                answers += 1
                fields |= {"option": desk.options[answers % 2], "seen": "1"}
            request = post_for(desk.answer if kind == "answer" else desk.mark, fields, desk.headers)
            status = self.send(connection, request)
            if status == HTTPStatus.SEE_OTHER:
                self.acknowledged.append((kind, act))
            elif status is not None:
                self.refused.append(status)
                return

    def send(self, connection: Connection, request: bytes) -> int | None:
        """Return the status of the answer, once there is one; None when time is over before."""
        while not self.over.is_set():
            try:
                return connection.ask(request).status
            except OSError:
                connection.close()
                self.over.wait(0.02)
        return None
