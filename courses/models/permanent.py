"""Rows that are written once. They may be read, and go only when a person is erased."""

from typing import Any, NoReturn

from django.db import models


class PermanentRowError(TypeError):
    """Code tried to change or delete what must stay: a mistake in the code, never shown to people."""


class PermanentQuerySet(models.QuerySet[Any]):
    """Refuses the bulk ways of changing rows."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise PermanentRowError(f"{self.model.__name__} rows are never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise PermanentRowError(f"{self.model.__name__} rows are never changed.")

    def delete(self) -> NoReturn:
        """Refuse; `erase` is the one way, for the services that erase a person."""
        raise PermanentRowError(f"{self.model.__name__} rows go only when a person is erased.")

    def hand_over(self, *, by: models.Model | None) -> int:
        """Say that another person wrote these rows: a guest who turned out to be somebody, or nobody we still know
        (an organiser whose group has closed). Return how many."""
        return super().update(by=by)

    def erase(self) -> int:
        """Delete the rows of a person who asked for it or was merged into another; return how many."""
        deleted, _ = super().delete()
        return deleted


class PermanentModel(models.Model):
    """A row that is written once."""

    objects = PermanentQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; refuse to write over one."""
        if not self._state.adding:
            raise PermanentRowError(f"{type(self).__name__} rows are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise PermanentRowError(f"{type(self).__name__} rows go only when a person is erased.")
