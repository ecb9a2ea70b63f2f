"""The colours of tokens.css can be read in both themes (WCAG 2.2: 1.4.3 and 1.4.11; 7:1 for running text)."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css").read_text(encoding="utf-8")

# what is written or drawn, what is behind it, the contrast it needs
PAIRS = [
    *[("ink", back, 7.0) for back in ("paper", "surface", "sunken")],
    *[("ink", f"{name}-tint", 7.0) for name in ("plum", "brick", "sun", "hedge", "canal", "error")],
    *[("ink-2", back, 4.5) for back in ("paper", "surface", "sunken")],
    *[
        (name, back, 4.5)
        for name in ("plum", "brick", "hedge", "canal", "error")
        for back in ("paper", "surface", f"{name}-tint")
    ],
    ("plum", "sunken", 4.5),
    ("on-plum", "plum", 4.5),
    ("on-plum", "plum-h", 4.5),
    ("on-sun", "sun", 7.0),
    ("surface", "brick", 4.5),
    ("surface", "hedge", 4.5),
    ("surface", "canal", 4.5),
    *[("line", back, 3.0) for back in ("paper", "surface", "sunken")],
    ("brick", "sunken", 3.0),
    ("plum", "hair", 3.0),
    ("fixed-white", "fixed-plum", 4.5),
    ("fixed-white", "fixed-brick", 4.5),
    ("fixed-white", "fixed-hedge", 4.5),
    ("fixed-cream", "fixed-plum-deep", 7.0),
    ("fixed-lilac", "fixed-plum-deep", 4.5),
    ("fixed-gold", "fixed-plum-deep", 4.5),
    ("fixed-peach", "fixed-plum-deep", 4.5),
    ("fixed-mauve", "fixed-plum-deep", 3.0),
    ("fixed-ink", "fixed-sun", 7.0),
]


def colours_in(selector: str) -> dict[str, str]:
    """Return the colours a rule of tokens.css sets: the first rule with exactly this selector."""
    found = re.search(re.escape(selector) + r" \{(.*?)\}", TOKENS, flags=re.DOTALL)
    assert found, selector
    return dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6})", found[1]))


LIGHT = colours_in("  :root")
DARK_BY_DEVICE = colours_in(":root:not([data-theme=light])")
DARK_BY_CHOICE = colours_in(":root[data-theme=dark]")


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_can_be_read(theme: str) -> None:
    colours = LIGHT | (DARK_BY_DEVICE if theme == "dark" else {})
    weak = {
        f"{front} on {back}": round(contrast(colours[front], colours[back]), 2)
        for front, back, need in PAIRS
        if contrast(colours[front], colours[back]) < need
    }
    assert weak == {}


def test_the_dark_theme_is_the_same_by_device_and_by_choice() -> None:
    assert DARK_BY_CHOICE == DARK_BY_DEVICE


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21.0
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48
