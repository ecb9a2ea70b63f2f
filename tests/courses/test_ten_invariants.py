"""I1 to I8 and I10: whatever learners and editors do, in any order. I9 needs real threads: test_two_finishes_at_once.

A short run is part of the suite. `HYPOTHESIS_PROFILE=nightly` takes 10,000 steps (docs/reference/commands.md).
"""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.courses.conftest import School
from tests.courses.school import make_lesson, make_module
from tests.courses.school_machine import SchoolMachine

QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None, "phases": [Phase.generate]}
PROFILES = {
    "fast": settings(max_examples=5, stateful_step_count=20, **QUIET),
    "nightly": settings(max_examples=200, stateful_step_count=50, **QUIET),
}


@pytest.mark.django_db
def test_ten_invariants_hold_whatever_happens(school: School, settings: Any) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "response_cache" not in name]
    make_lesson(make_module(school.edition, 2), "Next door")
    SchoolMachine.programme, SchoolMachine.year = school.edition.lineage, school.edition.year
    SchoolMachine.asking = school.first.lineage
    run_state_machine_as_test(SchoolMachine, settings=PROFILES[os.environ.get("HYPOTHESIS_PROFILE", "fast")])
