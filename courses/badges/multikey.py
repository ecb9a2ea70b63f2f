"""Ed25519 public keys and signatures as text (W3C Controlled Identifiers: Multikey; base58-btc after a "z")."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from courses.errors import BadgeRefused

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519 = b"\xed\x01"  # the multicodec number of an Ed25519 public key
LONGEST = 200


def base58(data: bytes) -> str:
    """Return bytes as multibase base58-btc."""
    number = int.from_bytes(data)
    signs = ""
    while number:
        number, place = divmod(number, 58)
        signs = ALPHABET[place] + signs
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + signs


def from_base58(text: object) -> bytes:
    """Return the bytes of a multibase base58-btc text. Raises BadgeRefused."""
    if not isinstance(text, str) or not text.startswith("z") or len(text) > LONGEST or set(text[1:]) - set(ALPHABET):
        raise BadgeRefused("A key or signature in it is not written the way it must be.")
    number = 0
    for sign in text[1:]:
        number = number * 58 + ALPHABET.index(sign)
    zeros = len(text[1:]) - len(text[1:].lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def multikey(key: Ed25519PublicKey) -> str:
    """Return a public key as text: "z6Mk…"."""
    return base58(ED25519 + key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def from_multikey(text: object) -> Ed25519PublicKey:
    """Return the public key in a text. Raises BadgeRefused."""
    data = from_base58(text)
    if not data.startswith(ED25519) or len(data) != 34:
        raise BadgeRefused("The key is not an Ed25519 key.")
    return Ed25519PublicKey.from_public_bytes(data[2:])
