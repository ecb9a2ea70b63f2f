"""Styles: one order of layers, colours in one file, logical directions, files that fit in a head."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
FILES = sorted(CSS.rglob("*.css"))
LAYERS = {"reset", "tokens", "base", "layout", "components", "pages", "utilities", "modes"}
LONGEST = 300

PHYSICAL = re.compile(
    r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right|top|bottom)\s*:"
    r"|(?<![\w-])(?:float|clear)\s*:|text-align\s*:\s*(?:left|right)|(?<![\w-])(?:max-|min-)?(?:width|height)\s*:"
)


def rules_of(file: Path) -> str:
    """Return a stylesheet without its comments and without the conditions of its media queries."""
    text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"@media[^{]*", "@media ", text)


def test_there_are_styles_to_look_at() -> None:
    assert {"tokens.css", "core.css", "components.css"} <= {file.name for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_stylesheet_fits_in_a_head(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) < LONGEST


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_directions_follow_the_script_not_the_screen(file: Path) -> None:
    assert PHYSICAL.findall(rules_of(file)) == []


@pytest.mark.parametrize("file", [file for file in FILES if file.name != "tokens.css"], ids=lambda file: file.name)
def test_only_the_tokens_hold_colours(file: Path) -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\s*\{)|\b(?:rgb|hsl)a?\(", rules_of(file)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_rule_is_in_a_known_layer(file: Path) -> None:
    rules = re.sub(r"@layer [\w, ]+;|@font-face\s*\{[^}]*\}", "", rules_of(file))
    opened = re.findall(r"@layer (\w+) \{", rules)
    assert set(opened) <= LAYERS
    depth, outside = 0, ""
    for character in rules:
        depth -= character == "}"
        outside += character if depth == 0 else ""
        depth += character == "{"
    assert re.sub(r"@layer \w+ \{|\}", "", outside).strip() == ""


def test_the_order_of_layers_is_said_first_and_once() -> None:
    said = [file.name for file in FILES if re.search(r"@layer [\w]+,", rules_of(file))]
    assert said == ["tokens.css"]
    order = re.search(r"@layer ([\w, ]+);", (CSS / "tokens.css").read_text(encoding="utf-8"))
    assert order is not None
    assert order[1] == "reset, tokens, base, layout, components, pages, utilities, modes"


@pytest.mark.parametrize(
    "line",
    ["margin-left: 1px", "a { left: 0 }", "float: right", "text-align: left", "max-width: 3rem", "a{height:2px}"],
)
def test_the_direction_rule_sees_what_it_is_for(line: str) -> None:
    assert PHYSICAL.search(line)


@pytest.mark.parametrize("line", ["border-inline-start: 1px", "line-height: 1.5", "stroke-width: 2", "inset: 0"])
def test_the_direction_rule_lets_logical_words_pass(line: str) -> None:
    assert not PHYSICAL.search(line)
