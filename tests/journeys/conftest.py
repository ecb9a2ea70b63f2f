"""People of the demo school who are signed in already: a password may be tried a few times only, whoever tries it."""

import pytest
from playwright.sync_api import Browser, StorageState

from tests.browser import desk
from tests.fixtures.school import School


@pytest.fixture(scope="session")
def trainer_state(school: School, browser: Browser) -> StorageState:
    """Return what a browser holds in which the trainer has signed in; give it to `open_page(storage_state=...)`."""
    context = browser.new_context()
    desk.sign_in(context.new_page(), school)
    state = context.storage_state()
    context.close()
    return state
