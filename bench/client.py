"""A small client on loopback: a few connections that stay open and ask for the same thing again and again."""

import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlencode

CONNECTIONS = 4


@dataclass(frozen=True)
class Answer:
    """One response."""

    status: int
    headers: dict[str, str]
    body_bytes: int


@dataclass
class Load:
    """What a stretch of load came to."""

    requests: int = 0
    seconds: float = 0.0
    statuses: set[int] = field(default_factory=set)


class Connection:
    """One kept-open connection; knows just enough HTTP for gunicorn's answers."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None
        self.buffer = b""

    def more(self) -> None:
        """Read what has come."""
        assert self.socket is not None
        got = self.socket.recv(262_144)
        if not got:
            raise ConnectionError("the server closed the connection")
        self.buffer += got

    def ask(self, request: bytes) -> Answer:
        """Send a request and read its answer, connecting again where the server has hung up."""
        for attempt in (1, 2, 3):
            try:
                if self.socket is None:
                    self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
                    self.buffer = b""
                self.socket.sendall(request)
                return self.read()
            except ConnectionError:
                self.close()
                if attempt == 3:
                    raise
        raise AssertionError

    def read(self) -> Answer:
        """Read one answer to its last byte."""
        while b"\r\n\r\n" not in self.buffer:
            self.more()
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        status = int(first.split()[1])
        if status in {204, 304}:
            size = 0
        elif "content-length" in headers:
            size = int(headers["content-length"])
            while len(self.buffer) < size:
                self.more()
            self.buffer = self.buffer[size:]
        else:
            while not self.buffer.endswith(b"0\r\n\r\n"):
                self.more()
            size, self.buffer = len(self.buffer), b""
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, headers, size)

    def close(self) -> None:
        """Hang up."""
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def request_for(path: str, headers: dict[str, str] | None = None) -> bytes:
    """Return a GET as bytes."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: gzip", "Accept-Language: en-GB"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def post_for(path: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> bytes:
    """Return a form sent from our own pages as bytes."""
    body = urlencode(fields)
    own = {
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
    }
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Language: en-GB"]
    lines += [f"{name}: {value}" for name, value in {**headers, **own}.items()]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def send_each(port: int, requests: "deque[tuple[str, bytes]]", connections: int) -> tuple[list[str], Counter[int]]:
    """Send every request once over so many connections; return the names of those answered 303, and all statuses."""
    saved: list[str] = []
    statuses: Counter[int] = Counter()
    lock = threading.Lock()

    def one() -> None:
        connection, mine, seen = Connection(port), [], Counter[int]()
        with suppress(IndexError):
            while True:
                name, request = requests.popleft()
                status = connection.ask(request).status
                seen[status] += 1
                if status == HTTPStatus.SEE_OTHER:
                    mine.append(name)
        connection.close()
        with lock:
            saved.extend(mine)
            statuses.update(seen)

    threads = [threading.Thread(target=one) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return saved, statuses


def load(port: int, request: bytes, *, seconds: float, at_most: int) -> Load:
    """Ask over a few connections until the time or the number is reached."""
    total = Load()
    lock = threading.Lock()
    until = time.monotonic() + seconds
    share = at_most // CONNECTIONS

    def one() -> None:
        connection = Connection(port)
        count, statuses = 0, set()
        while count < share and time.monotonic() < until:
            statuses.add(connection.ask(request).status)
            count += 1
        connection.close()
        with lock:
            total.requests += count
            total.statuses |= statuses

    started = time.monotonic()
    threads = [threading.Thread(target=one) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total.seconds = time.monotonic() - started
    return total
