"""The code on a certificate: 20 signs that nobody guesses, and that forgive how people copy them."""

from lms.lib.tokens import hash_token, normal_code, readable_code

# Signs that are taken for each other on paper count as one: 26 are left, so 20 of them are 94 bits.
LOOK_ALIKES = str.maketrans({"8": "B", "6": "G", "5": "S", "2": "Z", "U": "V", "0": "Q", "O": "Q"})
GROUPS, SIZE = 5, 4


def new_code() -> str:
    """Return a code such as "BRKT-4T7K-QX2M-H9PW-3CDN"."""
    return readable_code(GROUPS, SIZE)


def folded(typed: str) -> str:
    """Return the one spelling that a code and all its slips share: no spaces or dashes, look-alikes as one sign."""
    return normal_code(typed).translate(LOOK_ALIKES)


def code_hash(typed: str) -> str:
    """Return what a code is found by. Plain SHA-256: there are too many codes to try them all."""
    return hash_token(folded(typed))


def well_grouped(typed: str) -> str:
    """Return what somebody typed as a code is printed: capitals, in groups of four. Empty when there is no sign in it."""
    signs = normal_code(typed)[:60]
    return "-".join(signs[start : start + SIZE] for start in range(0, len(signs), SIZE))
