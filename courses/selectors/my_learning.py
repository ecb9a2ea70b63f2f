"""The "My learning" page: one resume card, and a wall for each programme a person is in."""

from dataclasses import dataclass

from courses.models import Enrolment
from courses.selectors.certificates import Paper, certificates_of
from courses.selectors.home import ResumeCard, newest_edition, open_edition, resume_for
from courses.selectors.outline import LessonRow, Outline, outline_at
from courses.selectors.programme_screen import Year, year_for
from lms.accounts.models import User

MOST_PROGRAMMES = 12


@dataclass(frozen=True)
class MyLearning:
    """What templates/courses/my_learning.html needs."""

    resume: ResumeCard | None
    years: list[Year]
    newest: Outline | None
    first_lesson: LessonRow | None
    certificates: list[Paper]

    @property
    def has_begun(self) -> bool:
        """Return whether there is anything to show."""
        return bool(self.years)

    @property
    def empty_rows(self) -> list[int]:
        """Return the lengths of the first three rows of the wall that is still to be laid."""
        return [len(module.lessons) for module in self.newest.modules if module.lessons][:3] if self.newest else []


def my_learning(user: User | None) -> MyLearning:
    """Return a person's learning; for strangers the empty page with a way in. Never writes."""
    years = years_of(user) if user is not None else []
    newest = newest_edition()
    lessons = newest.lessons if newest else []
    return MyLearning(
        resume=resume_for(user) if years else None,
        years=years,
        newest=newest,
        first_lesson=lessons[0] if lessons else None,
        certificates=certificates_of(user),
    )


def years_of(user: User) -> list[Year]:
    """Return the published editions a person is in, the one they were last in first."""
    enrolments = Enrolment.objects.of(user).select_related("page__locale")[:MOST_PROGRAMMES]
    outlines = [outline_at(path) for row in enrolments if (path := open_edition(row))]
    return [year_for(outline, user) for outline in outlines if outline is not None]
