"""Let the search of an embedded SQLite find "eviction" when somebody types "evictions".

PostgreSQL's search does so by itself. The triggers on the index table name this table and find its new form.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "wagtailsearch_indexentry"


def rebuild(schema_editor: BaseDatabaseSchemaEditor, options: str) -> None:
    """Make the word index anew from the entries that are there."""
    if schema_editor.connection.vendor != "sqlite":
        return
    schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}_fts")
    schema_editor.execute(f"CREATE VIRTUAL TABLE {TABLE}_fts USING fts5(autocomplete, body, title{options})")
    schema_editor.execute(
        f"INSERT INTO {TABLE}_fts(title, body, autocomplete, rowid) "  # noqa: S608  (no value from outside)
        f"SELECT title, body, autocomplete, id FROM {TABLE}"
    )


def by_stem(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Split words and cut them to their stems, without accents."""
    rebuild(schema_editor, ", tokenize='porter unicode61 remove_diacritics 2'")


def by_word(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Go back to whole words."""
    rebuild(schema_editor, "")


class Migration(migrations.Migration):
    """One purpose: stems."""

    dependencies = [("cms", "0001_initial"), ("wagtailsearch", "0010_add_text_fields")]
    operations = [migrations.RunPython(by_stem, by_word)]
