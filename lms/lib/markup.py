"""The only place where HTML written by people is cleaned: named policies over bleach.

No policy ever allows svg, math, style or noscript: parsers disagree about them, and that is how a sanitiser is passed.
The content security policy is the second line. Cleaning twice gives the same as cleaning once.
"""

from dataclasses import dataclass, field

import bleach
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Policy:
    """Which tags, attributes and link schemes a text may hold."""

    tags: frozenset[str]
    attributes: dict[str, list[str]] = field(default_factory=dict)
    protocols: frozenset[str] = frozenset({"http", "https", "mailto", "tel"})


PLAIN = Policy(frozenset())
INLINE = Policy(frozenset({"strong", "em", "b", "i", "br"}))
RICH = Policy(
    frozenset({"p", "br", "strong", "em", "b", "i", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote"}),
    {"a": ["href", "class", "data-term", "lang", "dir"]},
)
CALENDAR = Policy(frozenset({"p", "br", "strong", "ul", "li", "a"}), {"a": ["href"]})


def clean(html: str, policy: Policy = RICH) -> SafeString:
    """Return `html` with everything outside the policy removed, safe to put in a page."""
    cleaned: str = bleach.clean(
        html,
        tags=policy.tags,
        attributes=policy.attributes,
        protocols=policy.protocols,
        strip=True,
        strip_comments=True,
    )
    return SafeString(cleaned)  # the output of the sanitiser: the one reviewed place


def plain_text(html: str) -> str:
    """Return the words of `html` without any tag, with spaces where blocks met; still escaped as HTML is not."""
    spaced = html.replace("</p>", "</p> ").replace("</li>", "</li> ").replace("<br", " <br")
    stripped = bleach.clean(spaced, tags=set(), strip=True, strip_comments=True)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        stripped = stripped.replace(entity, character)
    return " ".join(stripped.replace("\xa0", " ").split())
