"""Pages say what is taught; records say what people did. Other floors import both from here."""

from courses.models.answer import Answer, Attempt
from courses.models.badge_key import BadgeKey
from courses.models.certificate import (
    Certificate,
    CertificateName,
    CertificateWithdrawal,
    ForgottenCertificate,
)
from courses.models.cohort import KEEP_DAYS, WARN_DAYS, Cohort, CohortDate, CohortMember
from courses.models.completion import LessonCompletion, ModuleCompletion, ProgrammeCompletion
from courses.models.correction import AnswerGrade, QuestionCorrection
from courses.models.enrolment import Enrolment
from courses.models.evidence import COMPLETING, Evidence
from courses.models.group_session import MOST_HEADS, GroupPresence, GroupSession
from courses.models.learn_index import LearnIndexPage
from courses.models.lesson import LessonPage, LessonTerm
from courses.models.module import ModulePage
from courses.models.poll import PollVote
from courses.models.programme import ProgrammePage
from courses.models.records_export import LONGEST_REASON, SHORTEST_REASON, RecordsExport
from courses.models.reflection import Reflection
from courses.models.rollup import ProgressRollup
from courses.models.versions import LessonVersion, QuestionVersion

__all__ = [
    "COMPLETING",
    "KEEP_DAYS",
    "LONGEST_REASON",
    "MOST_HEADS",
    "SHORTEST_REASON",
    "WARN_DAYS",
    "Answer",
    "AnswerGrade",
    "Attempt",
    "BadgeKey",
    "Certificate",
    "CertificateName",
    "CertificateWithdrawal",
    "Cohort",
    "CohortDate",
    "CohortMember",
    "Enrolment",
    "Evidence",
    "ForgottenCertificate",
    "GroupPresence",
    "GroupSession",
    "LearnIndexPage",
    "LessonCompletion",
    "LessonPage",
    "LessonTerm",
    "LessonVersion",
    "ModuleCompletion",
    "ModulePage",
    "PollVote",
    "ProgrammeCompletion",
    "ProgrammePage",
    "ProgressRollup",
    "QuestionCorrection",
    "QuestionVersion",
    "RecordsExport",
    "Reflection",
]
