"""A name on paper can be checked against a hash, and cannot be read from it (AC-61, docs/adr/0025)."""

import hashlib
import hmac
import secrets
import unicodedata

from lms.lib.tokens import western_digits

# scrypt with 16 MB and about 35 ms on a small server (RFC 7914; OWASP's smaller setting): slow for guessing many names.
COST = {"n": 2**14, "r": 8, "p": 1, "maxmem": 2**26, "dklen": 32}
UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
NO_SALT = "00" * 16


def folded_name(typed: str) -> str:
    """Return what is left of a name whatever the capitals, spaces, accents, dots and dashes of whoever copies it.

    Vowel signs of Indic scripts stay: without them it would be another name.
    """
    plain = unicodedata.normalize("NFKD", western_digits(typed)).casefold().translate(UNDECOMPOSED)
    return "".join(
        sign
        for sign in unicodedata.normalize("NFKD", plain)
        if unicodedata.category(sign)[0] in "LNM" and not unicodedata.combining(sign) and sign != "\u0640"
    )


def new_salt() -> str:
    """Return 128 random bits as hex."""
    return secrets.token_hex(16)


def name_hash(typed: str, salt: str) -> str:
    """Return the slow hash of a name as 64 hex digits."""
    return hashlib.scrypt(folded_name(typed).encode(), salt=bytes.fromhex(salt), **COST).hex()


def is_same_name(typed: str, *, salt: str, kept: str) -> bool:
    """Return whether a typed name is the hashed one. Takes as long when there is nothing to compare with (`kept` "")."""
    return hmac.compare_digest(name_hash(typed, salt or NO_SALT), kept)
