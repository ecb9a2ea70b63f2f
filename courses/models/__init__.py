"""Pages say what is taught; records say what people did. Other floors import both from here."""

from courses.models.answer import Answer, Attempt
from courses.models.completion import LessonCompletion, ModuleCompletion, ProgrammeCompletion
from courses.models.enrolment import Enrolment
from courses.models.evidence import COMPLETING, Evidence
from courses.models.learn_index import LearnIndexPage
from courses.models.lesson import LessonPage, LessonTerm
from courses.models.module import ModulePage
from courses.models.programme import ProgrammePage
from courses.models.rollup import ProgressRollup
from courses.models.versions import LessonVersion, QuestionVersion

__all__ = [
    "COMPLETING",
    "Answer",
    "Attempt",
    "Enrolment",
    "Evidence",
    "LearnIndexPage",
    "LessonCompletion",
    "LessonPage",
    "LessonTerm",
    "LessonVersion",
    "ModuleCompletion",
    "ModulePage",
    "ProgrammeCompletion",
    "ProgrammePage",
    "ProgressRollup",
    "QuestionVersion",
]
