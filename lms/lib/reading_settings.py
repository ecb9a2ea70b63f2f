"""How a reader wants pages to look: size, spacing, letters, theme. Kept in one small cookie, never in a record.

The cookie holds `name-value` pairs joined by dots, for example `theme-dark.size-1`. Anything unknown is dropped, so
the value is safe to print as attributes and small enough to be part of a cache key.
"""

from collections.abc import Mapping

COOKIE = "cb_view"
COOKIE_AGE = 60 * 60 * 24 * 365  # seconds
CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("light", "dark"),
    "size": ("1", "2"),
    "space": ("wide",),
    "face": ("clear",),
}


def parse(value: str) -> dict[str, str]:
    """The known settings in a cookie value, in a fixed order; the usual look is the absence of a setting."""
    pairs = dict(part.split("-", 1) for part in value[:100].split(".") if "-" in part)
    return {name: pairs[name] for name, allowed in CHOICES.items() if pairs.get(name) in allowed}


def pack(chosen: Mapping[str, str]) -> str:
    """The cookie value for these settings; empty for the usual look. `parse(pack(x)) == x` for known settings."""
    return ".".join(f"{name}-{chosen[name]}" for name, allowed in CHOICES.items() if chosen.get(name) in allowed)


def of_cookies(cookies: Mapping[str, str]) -> dict[str, str]:
    """The settings of this browser, from its cookies."""
    return parse(cookies.get(COOKIE, ""))
