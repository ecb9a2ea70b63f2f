"""The words of the statements: ADL's verbs and kinds of activity, and the addresses of what is taught here."""

import uuid
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

ADL_VERBS = "http://adlnet.gov/expapi/verbs/"
ADL_ACTIVITIES = "http://adlnet.gov/expapi/activities/"
ANSWERED, ATTENDED, COMPLETED, PASSED, VOIDED = "answered", "attended", "completed", "passed", "voided"
LESSON, COURSE, INTERACTION = "lesson", "course", "cmi.interaction"
VERSIONS = {"1.0.3": "1.0.3", "2.0": "2.0.0"}  # as asked for: as a statement says it
NAMESPACE = uuid.UUID("7d0a4d1e-2a06-5f0f-9a75-5f3a1f0b6f11")  # of every id that is made from another


@dataclass(frozen=True)
class Edition:
    """A programme of one year at one school. `home` is the school's address, without a slash at the end."""

    home: str
    programme: uuid.UUID
    year: int
    title: str
    language: str

    @property
    def iri(self) -> str:
        """Return the id of the edition as an activity."""
        return f"{self.home}/xapi/programmes/{self.programme}/{self.year}"

    def lesson_iri(self, lineage: uuid.UUID) -> str:
        """Return the id of a lesson: the same whatever its title, its language and its place."""
        return f"{self.iri}/lessons/{lineage}"

    def question_iri(self, lineage: uuid.UUID, block_id: uuid.UUID) -> str:
        """Return the id of a question of a lesson."""
        return f"{self.lesson_iri(lineage)}/questions/{block_id}"


def verb(name: str) -> Json:
    """Return one of ADL's verbs."""
    return {"id": ADL_VERBS + name, "display": {"en": name}}


def activity(iri: str, kind: str, name: str = "", language: str = "en", **definition: Any) -> Json:
    """Return an activity; without a name, just its id and kind."""
    named = {"name": {language: name}} if name else {}
    return {
        "objectType": "Activity",
        "id": iri,
        "definition": {**named, "type": ADL_ACTIVITIES + kind, **definition},
    }


def learner(home: str, pseudonym: str) -> Json:
    """Return the person as an account of the school under a pseudonym; never a name, never an address."""
    return {"objectType": "Agent", "account": {"homePage": f"{home}/", "name": pseudonym}}
