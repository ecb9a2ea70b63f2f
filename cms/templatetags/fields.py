"""Tags for form fields: a control with its describing hint and error, and what kind of field it is."""

from typing import Any

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()

GROUPS = {"radioselect", "checkboxselectmultiple"}


@register.filter
def field_kind(field: BoundField) -> str:
    """`group` (radios, several boxes), `tick` (one box), `select`, or `text` for everything typed."""
    kind = field.widget_type
    if kind in GROUPS:
        return "group"
    if kind == "checkbox":
        return "tick"
    return "select" if "select" in kind else "text"


@register.filter
def first_control(field: BoundField) -> str:
    """The id an error link jumps to: the control itself, or the first choice of a group."""
    return f"{field.auto_id}_0" if field.widget_type in GROUPS else field.id_for_label or field.auto_id


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The bare input, select or textarea with our class; classes the form set itself (such as `short`) stay."""
    base = {"select": "in-s", "text": "in-t"}.get(field_kind(field), "")
    own = field.field.widget.attrs.get("class", "")
    attrs: dict[str, Any] = {"class": f"{base} {own}".strip()} if base or own else {}
    if described := describers(field):
        attrs["aria-describedby"] = described
    if field_kind(field) == "text" and "dir" not in field.field.widget.attrs:
        attrs["dir"] = "ltr" if field.widget_type in {"email", "url", "tel", "number"} else "auto"
    return field.as_widget(attrs=attrs)


@register.filter
def describers(field: BoundField) -> str:
    """The ids of the hint and the error of this field, for aria-describedby; error first, as it is news."""
    ids = [f"{field.auto_id}_error"] if field.errors else []
    if field.help_text:
        ids.append(f"{field.auto_id}_helptext")
    return " ".join(ids)


@register.simple_tag
def option_hint(field: BoundField, option: Any) -> str:
    """The small line under one choice: set `widget.option_hints = {value: text}` in the form."""
    hints = getattr(field.field.widget, "option_hints", {})
    return hints.get(str(option.data["value"]), "")
