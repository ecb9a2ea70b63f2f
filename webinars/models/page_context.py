"""How a thin page gets what its template shows: from one selector, which lives above the models."""

from typing import Any

from django.http import HttpRequest
from django.utils.module_loading import import_string


class SelectorContext:
    """Adds what the selector at the dotted path returns. A path, because models may not import upwards."""

    context_selector: str

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return Wagtail's context with the selector's answer added."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        context.update(import_string(self.context_selector)(self, request))
        return context
