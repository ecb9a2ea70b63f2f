"""The demo school's facts, words and topics, gathered from the module folders."""

from django.db import transaction

from cms.models import Fact, GlossaryTerm, Topic
from lms.demo.files import CONTENT, read

FACT_FIELDS = (
    "statement",
    "value",
    "unit",
    "nation",
    "source",
    "source_url",
    "source_date",
    "checked_on",
    "review_by",
    "confidence",
)
TERM_FIELDS = ("term", "also", "plain", "in_law", "in_campaign")


def content_files(name: str) -> list[str]:
    """Return the content files of that name, one for each module folder that has it, in order."""
    return sorted(str(path.relative_to(CONTENT)) for path in CONTENT.glob(f"module_*/{name}"))


def changed(row: Fact | GlossaryTerm, fields: dict[str, object]) -> bool:
    """Return whether a row says something else than the files."""
    return any(getattr(row, name) != value for name, value in fields.items())


@transaction.atomic
def load_vocabulary() -> None:
    """Make or update what the lessons refer to. Rows that already say the same are not written again."""
    for name in content_files("facts.toml"):
        for data in read(name)["fact"]:
            fields = {field: data[field] for field in FACT_FIELDS if field in data}
            fact = Fact.objects.filter(key=data["key"]).first() or Fact(key=data["key"])
            if fact.pk is None or changed(fact, fields):
                for field, value in fields.items():
                    setattr(fact, field, value)
                fact.full_clean()
                fact.save()
    for name in content_files("glossary.toml"):
        for data in read(name)["term"]:
            fields = {field: data[field] for field in TERM_FIELDS if field in data}
            term = GlossaryTerm.objects.filter(slug=data["key"]).first() or GlossaryTerm(slug=data["key"])
            if term.pk is None or changed(term, fields):
                for field, value in fields.items():
                    setattr(term, field, value)
                term.full_clean()
                term.save()


def load_topics(slugs: list[str]) -> list[Topic]:
    """Return the topics of these slugs in order, made where they are missing; a name is its slug in words."""
    return [
        Topic.objects.get_or_create(slug=slug, defaults={"name": slug.replace("-", " ").capitalize()})[0]
        for slug in slugs
    ]
