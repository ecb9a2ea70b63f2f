"""What a first visit fetches, counted in a real Chromium with an empty cache."""

from dataclasses import dataclass

from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_chromium
from tests.fixtures.browser import FLAGS, PHONE


@dataclass(frozen=True)
class FirstView:
    """One page's first visit."""

    page: str
    requests: int
    kilobytes: float
    strangers: int


def measure(base: str, pages: dict[str, str]) -> list[FirstView]:
    """Visit each page once with an empty cache and count bytes on the wire; nothing where there is no Chromium."""
    path = find_chromium()
    if path is None:
        return []
    views = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name, address in pages.items():
            context = browser.new_context(viewport=PHONE)
            page = context.new_page()
            wire = context.new_cdp_session(page)
            wire.send("Network.enable")
            sizes: list[float] = []
            asked: list[str] = []
            wire.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
            wire.on("Network.requestWillBeSent", lambda event, asked=asked: asked.append(event["request"]["url"]))
            page.goto(base + address, wait_until="networkidle")
            ours = [url for url in asked if url.startswith(base)]
            elsewhere = [url for url in asked if not url.startswith((base, "data:", "blob:"))]
            views.append(FirstView(name, len(ours), sum(sizes) / 1024, len(elsewhere)))
            context.close()
        browser.close()
    return views
