"""Secrets that people carry: long tokens in links, and short codes that can be read aloud."""

import hashlib
import hmac
import secrets
import unicodedata

from django.conf import settings
from django.utils.encoding import force_bytes

# 32 letters and digits without those that look or sound alike (I L O U, 0 1).
READABLE = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


def new_token() -> str:
    """Return a URL-safe secret of 256 bits. Show it once and store only its hash."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Return the SHA-256 of a token as 64 hex digits: what the database keeps. Find a row by it, never by the token."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_hash(value: str, purpose: str) -> str:
    """Return an HMAC-SHA256 (64 hex digits) of a short secret under the site's key, so that a copied table is no dictionary."""
    return _hash_under(settings.SECRET_KEY, value, purpose)


def accepted_hashes(value: str, purpose: str) -> list[str]:
    """Return the keyed hashes under every key that is still accepted, the present one first: to find a row by."""
    return [_hash_under(key, value, purpose) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _hash_under(secret: str | bytes, value: str, purpose: str) -> str:
    key = hashlib.sha256(f"{purpose}:".encode() + force_bytes(secret)).digest()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def readable_code(groups: int = 3, size: int = 4) -> str:
    """Return a code such as "BRKT-4T7K-QX2M": `groups` of `size` characters, nearly five bits each."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(size)) for _ in range(groups))


def digit_code(digits: int = 8) -> str:
    """Return a code of decimal digits, which every phone can type, in groups of four: "4821 9037"."""
    number = "".join(secrets.choice("0123456789") for _ in range(digits))
    return " ".join(number[start : start + 4] for start in range(0, digits, 4))


def normal_code(typed: str) -> str:
    """Return what somebody typed in the spelling a code is hashed under: capitals only, no spaces or dashes, and the
    digits of any script (Arabic, Persian, Bengali keyboards type their own) as 0 to 9."""
    return "".join(character for character in western_digits(typed).upper() if character.isalnum())


def western_digits(typed: str) -> str:
    """Return a text with the decimal digits of every script as 0 to 9."""
    return "".join(str(unicodedata.decimal(character, character)) for character in typed)
