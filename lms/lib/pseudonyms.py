"""Names for people in lists where nobody may be named: stable within one list, worth nothing outside it.

Made under the site's key, so nobody can work them out from a person's number; another list gives another name, so two
lists cannot be laid side by side. A new SECRET_KEY gives everybody new ones.
"""

import hashlib
import hmac

from django.conf import settings
from django.utils.encoding import force_bytes

from lms.lib.tokens import READABLE

GROUP, GROUPS = 5, 2  # K7QXM-2M4PD: 30^10 names


class Pseudonyms:
    """The pseudonyms of one list, for example ("roster", programme, year)."""

    def __init__(self, *scope: object) -> None:
        purpose = "\x1f".join(("pseudonym", *map(str, scope)))
        key = hashlib.sha256(f"{purpose}:".encode() + force_bytes(settings.SECRET_KEY)).digest()
        self._keyed = hmac.new(key, digestmod=hashlib.sha256)

    def digest(self, row: object) -> bytes:
        """Return 32 bytes that stand for a row."""
        keyed = self._keyed.copy()
        keyed.update(str(row).encode())
        return keyed.digest()

    def of(self, row: object) -> str:
        """Return a pseudonym that can be read aloud."""
        number = int.from_bytes(self.digest(row)[:8], "big")
        letters = []
        for _ in range(GROUP * GROUPS):
            number, place = divmod(number, len(READABLE))
            letters.append(READABLE[place])
        return f"{''.join(letters[:GROUP])}-{''.join(letters[GROUP:])}"
