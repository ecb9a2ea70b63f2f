"""Tags every template may use: icons, art, bricks, reading settings, links to pages."""

import sys
from math import ceil
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cms.icons import ICONS
from lms.lib import reading_settings as reading
from lms.lib.process_memory import ProcessMemory

register = template.Library()

ART_BOXES = {
    "terrace": "0 0 720 300",
    "gap": "0 0 640 260",
    "banner": "0 0 360 210",
    "laying": "0 0 320 200",
    "phone": "0 0 150 220",
    "door": "0 0 200 250",
    "notice": "0 0 200 250",
    "tea": "0 0 160 150",
}
BRICKS_IN_A_ROW = 12
PLAIN_BRICK = mark_safe("<i></i>")
FRAME_PARTS = ("request", "branding", "main_menu", "footer_menu", "site_languages")
FRAMES = ProcessMemory(2_000_000, size=sys.getsizeof)  # bytes


def _known(table: dict[str, str], name: str, kind: str) -> str:
    """The entry of that name; an unknown one is an error while building and nothing on the live site."""
    if name not in table and getattr(settings, "STRICT_TEMPLATES", settings.DEBUG):
        raise template.TemplateSyntaxError(f"There is no {kind} called {name!r}.")
    return table.get(name, "")


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """An inline picture beside words, hidden from assistive technology. `classes="flip"` mirrors it in RTL."""
    inner = mark_safe(_known(ICONS, name, "icon"))  # noqa: S308  (our own constants)
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        f"i {classes}".strip(),
        inner,
    )


@register.simple_tag
def art(name: str, classes: str = "") -> SafeString:
    """A flat picture from static/img/art.svg, decoration only. `classes`: s, m, l, skyline, edge..."""
    return format_html(
        '<svg class="{}" viewBox="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f"art {classes}".strip(),
        _known(ART_BOXES, name, "picture"),
        static("img/art.svg"),
        name,
    )


def _bricks(done: int, total: int, now: int | bool | None) -> SafeString:
    here = done + 1 if now is True else int(now or 0)
    laid = done + 1 if 0 < here <= done else done  # a gap among those that are laid is the one to do now
    kinds = ("now" if n == here else "on" if n <= laid else "" for n in range(1, total + 1))
    return format_html_join("", "{}", ((format_html('<i class="{}"></i>', k) if k else PLAIN_BRICK,) for k in kinds))


@register.simple_tag
def bricks(done: int, total: int, now: int | bool | None = None) -> SafeString:
    """A course of bricks: `done` laid, `now` (a place from 1, or True for the next one) in yellow.

    More than twelve wrap into rows of equal length. Always print the same in words beside it.
    """
    rows = max(1, ceil(total / BRICKS_IN_A_ROW))
    across = max(1, ceil(total / rows))
    return format_html('<div class="bricks n{}" aria-hidden="true">{}</div>', across, _bricks(done, total, now))


@register.simple_tag
def lay(done: int, total: int, now: int | bool | None = None) -> SafeString:
    """One course of a wall (`.mywall`, `.yearwall`, `.resume`): same arguments as `bricks`, no wrapping."""
    return format_html('<span class="lay" aria-hidden="true">{}</span>', _bricks(done, total, now))


@register.simple_tag(takes_context=True)
def reading_settings(context: template.Context) -> SafeString:
    """The reader's settings as ` data-theme="dark" ...` for the <html> element."""
    request = context.get("request")
    chosen = reading.of_cookies(request.COOKIES) if request else {}
    return format_html_join("", ' data-{}="{}"', chosen.items())


@register.simple_tag(takes_context=True)
def reading_choice(context: template.Context, name: str) -> str:
    """What this reader chose for `name` (theme, size, space, face); empty means the usual."""
    request = context.get("request")
    return reading.of_cookies(request.COOKIES).get(name, "") if request else ""


@register.simple_tag(takes_context=True)
def remembers_us(context: template.Context) -> bool:
    """Whether this browser sent a session or message cookie. Pages for strangers never touch the session."""
    request = context.get("request")
    return bool(request and {settings.SESSION_COOKIE_NAME, "messages"} & set(request.COOKIES))


@register.simple_tag(takes_context=True)
def frame(context: template.Context, name: str) -> SafeString:
    """`{% frame "header" %}`: templates/frame/<name>.html, the same for everybody in this part of the site. Rendered
    once for each look that readers choose; nothing about a person is handed to it.
    """
    request = context.get("request")
    look = reading.pack(reading.of_cookies(request.COOKIES)) if request else ""
    return FRAMES.recall(
        (name, context.get("frame_key"), get_language(), look),
        lambda: render_to_string(f"frame/{name}.html", {part: context.get(part) for part in FRAME_PARTS}),
    )


@register.simple_tag(takes_context=True)
def pagelink(context: template.Context, page: Any) -> str:
    """The address of a page, relative where possible; empty when there is no page or it is not reachable."""
    return (page.get_url(request=context.get("request")) or "") if page else ""
