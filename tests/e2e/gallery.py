"""The front end's gallery: every state of the app from fixtures, at a fixed time, in fonts of its own."""

import base64
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import house
from playwright.sync_api import Browser, Page, ViewportSize

PAGE = house.PANEL / "dev" / "index.html"
NOW = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
SETTLED = 1_000
"""Milliseconds of the page's clock after which nothing moves by itself."""
FONTS = "Promise.all([...document.fonts].map((font) => font.load()))"
SCREEN = ViewportSize(width=1280, height=1400)
SIZES = {"wide": (1280, 800), "medium": (900, 800), "stacked": (640, 1400), "narrow": (320, 800), "cell": (760, 1400)}
"""Pixels of each layout; in a notebook cell the practice is as high as what it holds."""


class Pose(NamedTuple):
    """A state as the address says it, what is pressed in it (beginnings of names), and what is brought into view."""

    state: str
    presses: tuple[str, ...] = ()
    looked_at: str | None = None


ATTEMPTS = "(Submissions|Tries)"
POSES = {
    "handout-loading": Pose("idle&handout=loading", ("Handout",)),
    "hints": Pose("hints", ("Handout",), ".pp-hints"),
    "hint-loading": Pose("hint-loading", ("Handout",), ".pp-hints"),
    "hint-failed": Pose("hint-failed", ("Handout",), ".pp-hints"),
    "drawer": Pose("failed", ("Assignment 7",)),
    "drawer-dues": Pose("dues", ("Assignment 7",)),
    "submissions": Pose("failed", (ATTEMPTS, "Attempt 4")),
    "no-submissions": Pose("idle", (ATTEMPTS,)),
    "compare": Pose("failed", (ATTEMPTS, "Attempt 4", "Compare")),
    "conflict-compare": Pose("conflict", ("Compare",)),
    "own-input": Pose("reading", ("Your own input",)),
    "menu": Pose("failed", ("More",)),
}
"""What is seen only after something was pressed. In a narrow panel the tab of the code is pressed first."""


class Gallery:
    """The page that shows the states."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.states: list[str] = page.evaluate("gallery.states")

    @property
    def page(self) -> Page:
        """The page itself."""
        return self._page

    def show(self, name: str, size: str) -> None:
        """Show a state or a pose in that size, in the light theme, and wait until nothing moves."""
        state, presses, looked_at = POSES.get(name, Pose(name))
        self._page.clock.set_system_time(NOW)
        self._page.evaluate("wanted => gallery.show(wanted)", f"state={state}&width={size}")
        self.settle()
        code = self._page.get_by_role("tab", name="Code")
        if code.count():
            code.click()
        for press in presses:
            named = re.compile(f"^{press}")
            found = self._page.get_by_role("button", name=named).or_(self._page.get_by_role("tab", name=named))
            found.first.click()
            self.settle()
        if looked_at is not None:
            self._page.locator(looked_at).scroll_into_view_if_needed()
        self._page.mouse.move(0, SCREEN["height"] - 1)
        self.settle()

    def settle(self) -> None:
        """Let the page's clock go on until nothing moves; it stands still otherwise."""
        self._page.clock.run_for(SETTLED)

    def paint(self, theme: str) -> None:
        """Change to the theme `light`, `dark` or `contrast`."""
        self._page.evaluate("theme => gallery.paint(theme)", theme)

    def picture(self, size: str) -> bytes:
        """What is seen now, as a PNG."""
        width, height = SIZES[size]
        return self._page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": height}, animations="disabled")

    def fonts_of_the_machine(self) -> set[str]:
        """Names of fonts that something is written in and that the gallery did not bring along."""
        session = self._page.context.new_cdp_session(self._page)
        for domain in ("DOM", "CSS"):
            session.send(f"{domain}.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "#stage *"})["nodeIds"]
        found = [session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] for node in nodes]
        session.detach()
        return {font["familyName"] for fonts in found for font in fonts if not font["isCustomFont"]}

    def compare(self, approved: bytes, actual: bytes) -> tuple[int, bytes] | None:
        """How many pixels differ in the worst place, and a picture of them; None where the sizes do."""
        both = [base64.b64encode(png).decode() for png in (approved, actual)]
        found = self._page.evaluate("([approved, actual]) => compare(approved, actual)", both)
        return found and (found[0], base64.b64decode(found[1]))


@contextmanager
def opened(browser: Browser) -> Iterator[Gallery]:
    """Build the gallery and open it."""
    node = shutil.which("node", path=house.tools()["PATH"])
    assert node, "node is missing: python3 scripts/dev.py setup"
    subprocess.run([node, "dev/build.mjs"], cwd=house.PANEL, check=True)
    context = browser.new_context(
        viewport=SCREEN, device_scale_factor=1, locale="en-GB", timezone_id="UTC", reduced_motion="reduce"
    )
    page = context.new_page()
    page.clock.install(time=NOW - timedelta(hours=1))
    page.goto(PAGE.as_uri())
    page.wait_for_function("'gallery' in window")
    page.clock.pause_at(NOW)
    page.add_script_tag(path=house.PANEL / "lib" / "gallery" / "compare.js")
    page.evaluate(FONTS)
    yield Gallery(page)
    context.close()
