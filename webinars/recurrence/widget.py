"""The editor's input for a repetition: plain labelled controls that are written down as one rule, without JavaScript.

Works in a `FieldPanel` over a field whose value is the rule's text. What the controls cannot express stands under
"Another rule" as text and survives a save unchanged. Nothing is judged here: a number that is not possible is written
into the text as it was typed, so that the one whitelist refuses it in its own words and the form shows it again.
"""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from webinars.recurrence.parts import WEEKDAY_CODES, RuleError
from webinars.recurrence.reading import parse_rule
from webinars.recurrence.sentence import say_pattern

ONCE, WEEKLY, WEEKS, NTH, LAST, SAME_DATE, CUSTOM = "", "weekly", "weeks", "nth", "last", "date", "custom"
REPEATS = [
    (ONCE, _("It happens once")),
    (WEEKLY, _("Every week")),
    (WEEKS, _("Every second, third… week")),
    (NTH, _("Every month on the first, second… weekday")),
    (LAST, _("Every month on the last weekday of its kind")),
    (SAME_DATE, _("Every month on the same date")),
    (CUSTOM, _("Another rule")),
]
DAYS = list(
    zip(
        WEEKDAY_CODES,
        [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")],
        strict=True,
    )
)
NTHS = [("1", _("first")), ("2", _("second")), ("3", _("third")), ("4", _("fourth")), ("5", _("fifth"))]
UNTIL, COUNT, OPEN = "until", "count", "open"
ENDS = [
    (UNTIL, _("On a date")),
    (COUNT, _("After a number of dates")),
    (OPEN, _("It goes on without an end")),
]
NAMES = ("repeats", "every", "nth", "days", "ends", "until", "count", "custom")


class RecurrenceInput(forms.MultiWidget):
    """Reads and writes a rule's text; an empty text means that the event happens once.

    Part names in a form: `<name>_repeats`, `_every`, `_nth`, `_days` (several), `_ends`, `_until`, `_count`, `_custom`.
    """

    template_name = "webinars/widgets/recurrence.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            widgets={
                "repeats": forms.Select(choices=REPEATS),
                "every": forms.NumberInput(attrs={"min": 2, "max": 52, "inputmode": "numeric"}),
                "nth": forms.Select(choices=NTHS),
                "days": forms.CheckboxSelectMultiple(choices=DAYS),
                "ends": forms.Select(choices=ENDS),
                "until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                "count": forms.NumberInput(attrs={"min": 1, "max": 200, "inputmode": "numeric"}),
                "custom": forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
            },
            attrs=attrs,
        )

    def decompress(self, value: Any) -> list[Any]:
        """Return what each control shows for a rule's text, in the order of `NAMES`."""
        parts = to_controls(str(value or ""))
        return [parts[name] for name in NAMES]

    # A field over text takes text: the parent hands out the list of its parts.
    def value_from_datadict(  # type: ignore[override]
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> str:
        """Return the text of the rule that the controls say."""
        values = super().value_from_datadict(data, files, name)
        return to_rule_text(dict(zip(NAMES, values, strict=True)))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name the controls for the template, and say in words what stands under "Another rule"."""
        context = super().get_context(name, value, attrs)
        context["widget"]["parts"] = dict(zip(NAMES, context["widget"]["subwidgets"], strict=True))
        context["widget"]["custom_in_words"] = in_words(self.decompress(value)[NAMES.index("custom")])
        return context


def in_words(text: str) -> str:
    """Return how a rule repeats, or nothing for an empty or impossible one."""
    try:
        return say_pattern(parse_rule(text)) if text else ""
    except RuleError:
        return ""


def to_rule_text(controls: Mapping[str, Any]) -> str:
    """Return the rule's text for what the controls hold, right or wrong."""
    repeats = controls["repeats"] or ONCE
    if repeats == ONCE:
        return ""
    if repeats == CUSTOM:
        return (controls["custom"] or "").replace("\r\n", "\n").strip()
    chosen = controls["days"] or []
    days = [code for code in WEEKDAY_CODES if code in chosen]
    parts = ["FREQ=WEEKLY" if repeats in (WEEKLY, WEEKS) else "FREQ=MONTHLY"]
    if repeats == WEEKS:
        parts.append(f"INTERVAL={typed(controls['every'])}")
    if controls["ends"] == UNTIL:
        parts.append(f"UNTIL={typed(controls['until']).replace('-', '')}")
    elif controls["ends"] == COUNT:
        parts.append(f"COUNT={typed(controls['count'])}")
    if repeats in (WEEKLY, WEEKS) and days:
        parts.append(f"BYDAY={','.join(days)}")
    elif repeats in (NTH, LAST):
        nth = "-1" if repeats == LAST else typed(controls["nth"])
        parts.append(f"BYDAY={','.join(nth + day for day in days)}")
    return f"RRULE:{';'.join(parts)}"


def typed(value: str | None) -> str:
    """Return what somebody typed, fit to stand in a rule: a strange character becomes "?", which no rule may hold."""
    return re.sub(r"[^A-Z0-9.+-]", "?", (value or "").strip().upper()[:12])


def to_controls(text: str) -> dict[str, Any]:
    """Return what each control shows for a rule's text, also one that was refused."""
    controls: dict[str, Any] = dict.fromkeys(NAMES, "") | {"nth": "1", "days": [], "ends": UNTIL}
    if not text.strip():
        return controls
    parts = split(text)
    known = expressed(parts) if parts else None
    if parts is None or known is None:
        return controls | {"repeats": CUSTOM, "custom": text}
    controls |= known
    if "COUNT" in parts:
        return controls | {"ends": COUNT, "count": parts["COUNT"]}
    if "UNTIL" in parts:
        return controls | {"until": re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", parts["UNTIL"])}
    return controls | {"ends": OPEN}


def split(text: str) -> dict[str, str] | None:
    """Return the parts of a single RRULE line; None if this is anything else."""
    match = re.fullmatch(r"RRULE:([^\s:]+)", text.strip())
    if not match:
        return None
    pairs = [item.partition("=") for item in match[1].split(";")]
    parts = {name: value for name, equals, value in pairs if equals}
    return parts if len(parts) == len(pairs) else None


def expressed(parts: dict[str, str]) -> dict[str, Any] | None:
    """Return how the controls say a rule apart from its end; None if they cannot."""
    if not parts.keys() <= {"FREQ", "INTERVAL", "UNTIL", "COUNT", "BYDAY"} or {"UNTIL", "COUNT"} <= parts.keys():
        return None
    if "T" in parts.get("UNTIL", ""):
        return None
    every = parts.get("INTERVAL", "1")
    days = re.findall(r"(?:^|,)(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)(?=,|$)", parts.get("BYDAY", ""))
    codes, nths = [code for _nth, code in days], {nth for nth, _code in days}
    whole = ",".join(nth + code for nth, code in days) == parts.get("BYDAY", "")
    if not whole or len(nths) > 1 or len(set(codes)) < len(codes):
        return None
    nth = nths.pop() if nths else ""
    if parts.get("FREQ") == "WEEKLY" and not nth:
        return {"repeats": WEEKLY, "days": codes} if every == "1" else {"repeats": WEEKS, "every": every, "days": codes}
    if parts.get("FREQ") != "MONTHLY" or every != "1":
        return None
    if "BYDAY" not in parts:
        return {"repeats": SAME_DATE}
    if not parts["BYDAY"]:
        return {"repeats": NTH}
    if nth == "-1":
        return {"repeats": LAST, "days": codes}
    return {"repeats": NTH, "nth": nth, "days": codes} if nth else None
