"""Templates hold no code, no style, no token and no name of the site; what is trusted is listed here."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PYTHON = [file for app in ("lms", "cms", "courses", "webinars") for file in (ROOT / app).rglob("*.py")]

# Places where a reviewed piece of markup is trusted; each says at the spot why.
TRUSTED_PYTHON = {
    "lms/lib/markup.py",
    "lms/lib/fragments.py",  # writes a tree of our own templates; the writer escapes
    "cms/icons.py",
    "cms/templatetags/commonbrick.py",
    "webinars/templatetags/trainings.py",
    "courses/rendering/kept.py",  # fills a form's own id into a template's escaped output
    "courses/rendering/lesson_body.py",  # joins what blocks' own templates have escaped
}

RULES = {
    "a script in the page": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
    "a style in the page": re.compile(r"<style\b|\sstyle=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+=\"", re.IGNORECASE),
    "trust": re.compile(r"\|\s*safe\b|autoescape off|\|\s*safeseq\b"),
    "a token that would need a cookie": re.compile(r"csrf_token"),
    "the site's name": re.compile(r"Commonbrick"),
    "an address of a stranger": re.compile(r"(?:src|href)=\"(?:https?:)?//", re.IGNORECASE),
}
# Wagtail's admin keeps tokens, and its screens are the site owner's own.
ADMIN = ("wagtailadmin/", "accounts/staff/")


def name(file: Path) -> str:
    """Return a file's name as the project says it."""
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("rule", RULES)
def test_no_public_template_holds(rule: str) -> None:
    found = [
        f"{name(file)}:{number}"
        for file in TEMPLATES
        if not name(file).removeprefix("templates/").startswith(ADMIN)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if RULES[rule].search(re.sub(r"\{#.*?#\}", "", line))
    ]
    assert found == []


def test_markup_is_trusted_only_in_reviewed_places() -> None:
    found = {
        name(file) for file in PYTHON if re.search(r"\bmark_safe\b|SafeString\(", file.read_text(encoding="utf-8"))
    }
    assert sorted(found - TRUSTED_PYTHON) == []


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("a script in the page", "<script>alert(1)</script>"),
        ("a style in the page", '<p style="color: red">'),
        ("an event attribute", '<a onclick="x()">'),
        ("trust", "{{ body|safe }}"),
        ("a token that would need a cookie", "{% csrf_token %}"),
        ("the site's name", "<title>Commonbrick</title>"),
        ("an address of a stranger", '<img src="https://elsewhere.example/x.png">'),
    ],
)
def test_the_rules_see_what_they_are_for(rule: str, line: str) -> None:
    assert RULES[rule].search(line)
