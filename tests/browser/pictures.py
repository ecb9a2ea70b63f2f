"""`python -m tests.browser.pictures BASE_URL OUT [NAME ...]`: full-page pictures of the screens, for people to look at.

Each screen at the width of a phone and of a desktop, in light and dark. OUT is made; nothing of it is committed.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import HOW_TO_GET_ONE, find_chromium
from tests.browser.screens import NAMED, OTHERS
from tests.fixtures.browser import DESKTOP, FLAGS, PHONE

WIDTHS = {"phone": PHONE, "desktop": DESKTOP}


def main(base: str, out: Path, *names: str) -> int:
    """Take the pictures; 1 when a screen could not be reached."""
    path = find_chromium()
    if path is None:
        print(HOW_TO_GET_ONE)
        return 1
    out.mkdir(parents=True, exist_ok=True)
    lost = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for screen in (screen for screen in (*NAMED, *OTHERS) if not names or screen.name in names):
            for width, viewport in WIDTHS.items():
                context = browser.new_context(viewport=viewport, locale="en-GB", reduced_motion="reduce")
                context.set_default_timeout(8_000)
                page = context.new_page()
                try:
                    screen.arrive(page, base)
                except Exception as problem:  # noqa: BLE001  (one lost screen must not cost the other pictures)
                    lost += 1
                    print(f"{screen.name} {width}: {str(problem).splitlines()[0]}")
                else:
                    for scheme in ("light", "dark"):
                        page.emulate_media(color_scheme=scheme)
                        page.screenshot(path=out / f"{screen.name}-{width}-{scheme}.png", full_page=True)
                context.close()
        browser.close()
    return 1 if lost else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1].rstrip("/"), Path(sys.argv[2]), *sys.argv[3:]))
