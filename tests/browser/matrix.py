"""The accessibility matrix: a page in 13 modes of looking at it, and a walk through it with the Tab key.

A page is loaded once for the walk and then put into each mode in turn. Faults come back as sentences. The modes and
their thresholds are those of WCAG 2.2 AA: reflow (1.4.10) at 320 px, text at 200 % (1.4.4), text spacing (1.4.12),
visible focus (2.4.7, 2.4.11), targets (2.5.8, which axe leaves out unless wcag22aa is asked for by name).

By hand, on any address: `python -m tests.browser.matrix URL ...`
"""

import sys
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import find_chromium
from tests.fixtures.browser import DESKTOP, FLAGS, PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"
MOST_STOPS = 400


@dataclass(frozen=True)
class Mode:
    """One way of looking: a viewport, what the system asks for, a style sheet of the reader's, a direction."""

    viewport: dict[str, int]
    media: dict[str, str] = field(default_factory=dict)
    style: str = ""
    direction: str = ""


MODES = {
    "light-390": Mode(PHONE),
    "dark-390": Mode(PHONE, {"color_scheme": "dark"}),
    "light-1280": Mode(DESKTOP),
    "dark-1280": Mode(DESKTOP, {"color_scheme": "dark"}),
    "forced-colors": Mode(PHONE, {"forced_colors": "active"}),
    "reflow-320": Mode({"width": 320, "height": 256}),
    "zoom-200": Mode({"width": 640, "height": 450}),
    "text-200": Mode(PHONE, style="html{font-size:200%}"),
    "text-spacing": Mode(
        PHONE,
        style="*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
        "p{margin-block-end:2em!important}",
    ),
    "rtl-390": Mode(PHONE, direction="rtl"),
    "rtl-1280": Mode(DESKTOP, direction="rtl"),
    "contrast-more": Mode(PHONE, {"contrast": "more"}),
    "reduced-motion": Mode(PHONE, {"reduced_motion": "reduce"}),
}
FEW_MODES = ("light-390", "dark-1280", "reflow-320", "text-200", "rtl-390")
USUAL = {
    "color_scheme": "light",
    "forced_colors": "none",
    "contrast": "no-preference",
    "reduced_motion": "no-preference",
}

STILL = "*,*::before,*::after{transition:none!important;animation:none!important}"  # a colour on its way is no colour

# The phone's menu covers the page when open, so it is left shut.
OPEN_FOLDS = "document.querySelectorAll('details:not(.menu)').forEach(fold => { fold.open = true })"
PUT_ON = """([style, direction]) => {
  document.getElementById('probe')?.remove();
  const usual = document.documentElement.dataset.usualDir ??= document.documentElement.dir;
  document.documentElement.dir = direction || usual;
  document.head.append(Object.assign(document.createElement('style'), {id: 'probe', textContent: style}));
  return document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))) }"""
OVERFLOW = "Math.max(0, document.documentElement.scrollWidth - innerWidth)"
WIDE = """[...document.querySelectorAll('body *')].filter(e => { const box = e.getBoundingClientRect();
  return box.right > innerWidth + 1 || box.left < -1 }).slice(0, 5).map(e => `${e.tagName.toLowerCase()}.${e.className}`)"""
STOP = """() => { const e = document.activeElement; if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), clamp = (value, top) => Math.min(Math.max(value, 0), top - 1);
  const at = document.elementFromPoint(clamp(box.left + box.width / 2, innerWidth),
    clamp(box.top + box.height / 2, innerHeight));
  const label = e.closest('label') || e;
  const holders = [e, label, e.nextElementSibling, e.closest('article')].filter(Boolean).map(x => getComputedStyle(x));
  return { tag: e.tagName, text: (e.textContent || e.value || '').trim().slice(0, 30),
    covered: !(at && (at === e || e.contains(at) || at.contains(e) || label.contains(at))),
    ringless: !holders.some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
    away: !(box.bottom > 0 && box.top < innerHeight) } }"""


def walk_with_tab(page: Page) -> list[str]:
    """Return what is wrong with the page's stops: each is on screen, not covered, and ringed by at least 2 px."""
    faults = []
    for number in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return faults if number else ["Tab stops nowhere"]
        # Focus inside the browser's own media controls cannot be seen from the page.
        wrong = [name for name in ("covered", "ringless", "away") if stop[name]]
        if wrong and stop["tag"] not in {"AUDIO", "VIDEO"}:
            faults.append(f"Tab: {' and '.join(wrong)}: {stop['tag']} {stop['text']!r}")
    return [*faults, f"Tab does not come to an end in {MOST_STOPS} stops"]


def look(page: Page, mode: Mode) -> list[str]:
    """Return the violations and the sideways overflow of an open page in one mode."""
    page.evaluate(PUT_ON, [STILL, ""])
    page.set_viewport_size(mode.viewport)  # type: ignore[arg-type]
    page.emulate_media(**{**USUAL, **mode.media})  # type: ignore[arg-type]
    page.evaluate(PUT_ON, [STILL + mode.style, mode.direction])
    page.evaluate(OPEN_FOLDS)
    found: dict[str, Any] = page.evaluate(RUN_AXE, TAGS)
    faults = [
        f"{one['id']} ({one['impact']}) at {[node['target'] for node in one['nodes']][:4]}: "
        f"{one['nodes'][0].get('failureSummary', '')[:200]}"
        for one in found["violations"]
    ]
    overflow = page.evaluate(OVERFLOW)
    return [*faults, f"{overflow} px wider than the window: {page.evaluate(WIDE)}"] if overflow else faults


def faults_of(page: Page, names: tuple[str, ...] = tuple(MODES)) -> list[str]:
    """Return everything wrong with an open page: first the walk with Tab, on a phone, then each of the modes.

    The page's context needs `bypass_csp=True`: our own policy rightly refuses the probe's style sheets.
    """
    faults = walk_with_tab(page)
    page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    for name in names:
        faults += [f"{name}: {fault}" for fault in look(page, MODES[name])]
    return faults


def main(addresses: list[str]) -> int:
    """Print the faults of each address; 1 when there are any."""
    count = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for address in addresses:
            context = browser.new_context(viewport=PHONE, bypass_csp=True)
            page = context.new_page()
            page.goto(address)
            faults = faults_of(page)
            print(f"{address}: {len(faults)} faults", *faults, sep="\n  ")
            count += len(faults)
            context.close()
        browser.close()
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
