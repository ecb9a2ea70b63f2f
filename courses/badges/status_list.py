"""Which badges were withdrawn, as one published list of bits (W3C Bitstring Status List 1.0)."""

import base64
import binascii
import gzip
import io
import zlib
from collections.abc import Iterable

from courses.errors import BadgeRefused

LENGTH = 131_072  # bits: the least that the specification allows, so that no badge stands out
BYTES = LENGTH // 8


def place_of(number: int) -> tuple[int, int]:
    """Return which list a certificate's number is in, from 0, and at which bit."""
    return divmod(number, LENGTH)


def kept_under(number: int) -> str:
    """Return the cache key of the list that a certificate's number is in."""
    return f"badges:withdrawn:{place_of(number)[0]}"


def packed(withdrawn: Iterable[int]) -> str:
    """Return the list in which these bits are set, as the specification writes it. The same bits give the same text."""
    bits = bytearray(BYTES)
    for index in withdrawn:
        bits[index // 8] |= 128 >> index % 8
    squeezed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(squeezed).decode().rstrip("=")


def is_set(text: object, index: int) -> bool:
    """Return whether a bit of a packed list is set. Raises BadgeRefused for what is no list."""
    if not isinstance(text, str) or not text.startswith("u"):
        raise BadgeRefused("The list of withdrawn badges cannot be read.")
    try:
        squeezed = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        with gzip.GzipFile(fileobj=io.BytesIO(squeezed)) as file:
            bits = file.read(BYTES * 64)  # never more, whatever the sender squeezed into it
    except (binascii.Error, ValueError, OSError, EOFError, zlib.error) as fault:
        raise BadgeRefused("The list of withdrawn badges cannot be read.") from fault
    if not 0 <= index < len(bits) * 8:
        raise BadgeRefused("The list of withdrawn badges does not reach to this badge.")
    return bool(bits[index // 8] & 128 >> index % 8)
