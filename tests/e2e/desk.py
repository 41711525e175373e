"""The practice as a person meets it: what is read and pressed, by the names that a screen reader tells."""

import json
import re
import uuid
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from jupyter_pyprac.authoring.example import example_course
from tests.services.browser import PATIENCE
from tests.services.jupyter import TOKEN, Jupyter
from tests.services.waiting import wait_until

bundle = example_course()
assert bundle is not None
ASSIGNMENTS = bundle.assignments
FIRST, SECOND = ASSIGNMENTS[:2]
ID = f"{bundle.course.slug}/{FIRST.slug}"
WRONG = FIRST.wrong_solutions[0].code


class Desk:
    """The practice in a page or in a part of it."""

    def __init__(self, page: Page, root: Locator) -> None:
        self.page = page
        self.root = root

    @property
    def editor(self) -> Locator:
        """Where code is typed."""
        return self.root.locator(".cm-content")

    @property
    def submit(self) -> Locator:
        """The button that submits."""
        return self.root.get_by_role("button", name=re.compile("^Submit"))

    @property
    def result(self) -> Locator:
        """The heading of the result."""
        return self.root.locator(".pp-result h2")

    def shows(self, title: str) -> None:
        """Wait for the assignment of that title."""
        expect(self.root.locator(".pp-where")).to_contain_text(title)

    def write(self, code: str) -> None:
        """Replace what the editor holds, as by pasting; once it has search and completion, which come after it."""
        expect(self.editor).to_have_attribute("aria-autocomplete", "list")
        self.replace(code)

    def replace(self, code: str) -> None:
        """The same at once, whatever the editor has by now."""
        self.editor.click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(code)

    def says(self, title: str) -> None:
        """Wait for a result."""
        expect(self.result).to_have_text(title)

    def has_points(self, points: int) -> None:
        """Wait for a score."""
        label = re.compile(f"^{points} of \\d+ points$")
        expect(self.root.get_by_role("img", name=label)).to_be_visible()

    def attempts(self) -> Locator:
        """The rows of the list of submissions, opened if need be."""
        self.root.get_by_role("tab", name=re.compile("^Submissions")).click()
        return self.root.get_by_role("list", name="Your submissions").get_by_role("listitem")

    @property
    def overview_button(self) -> Locator:
        """The button of the overview."""
        return self.root.get_by_role("button", name=re.compile(r"^Assignment \d+ of \d+$"))

    def overview(self) -> Locator:
        """The overview of all assignments, opened by its key; what is typed from now on is its."""
        self.page.keyboard.press("Alt+0")
        return self.opened_overview()

    def opened_overview(self) -> Locator:
        """The overview, once it takes keys."""
        found = self.root.get_by_role("dialog", name="Assignments")
        expect(found.get_by_role("listbox")).to_be_focused()
        return found

    def solves_the_first_at_the_second_attempt(self) -> None:
        """Practise the first assignment, until the second is shown; the page is never loaded again."""
        self.shows(FIRST.title)
        self.has_points(0)
        stay(self.page)

        self.write(WRONG)
        self.submit.click()
        self.says("Not solved yet")
        self.has_points(0)

        self.write(FIRST.solution)
        self.submit.click()
        self.says("Solved")
        self.has_points(100)
        expect(self.attempts()).to_have_count(2)

        self.root.get_by_role("button", name="Next assignment").click()
        self.shows(SECOND.title)
        assert stayed(self.page)


def panel(page: Page, lab: Jupyter) -> Desk:
    """The practice in the panel, opened from the launcher of a new workspace."""
    page.goto(workspace(lab))
    launcher_card(page).click(timeout=3 * PATIENCE)
    return Desk(page, page.locator(".jp-PyPrac"))


def launcher_card(page: Page, title: str = "Practice Python") -> Locator:
    """The practice's card in the launcher, which is a button to a screen reader in newer JupyterLabs alone."""
    return page.locator(".jp-LauncherCard", has_text=title)


def workspace(lab: Jupyter, path: str = "") -> str:
    """The address of a workspace that nobody used before, with a document opened in it."""
    tree = f"/tree/{path}" if path else ""
    return f"{lab.url}/lab/workspaces/{uuid.uuid4().hex}{tree}?token={TOKEN}"


def reload(page: Page, lab: Jupyter) -> None:
    """Load the page again once JupyterLab kept its layout, which follows some time after what is seen."""
    layout = "lab/api" + urlsplit(page.url).path.partition("/lab")[2]
    wait_until(lambda: "pyprac:practice" in json.dumps(lab.ask("GET", layout).body))
    page.reload()


def command(page: Page, words: str, title: str) -> None:
    """Carry out the command of that title, found by words in the palette."""
    page.keyboard.press("ControlOrMeta+Shift+C")
    expect(page.locator(".lm-CommandPalette-input:focus")).to_be_visible()
    page.keyboard.type(words)
    expect(page.locator(".lm-CommandPalette-item.lm-mod-active")).to_contain_text(title)
    page.keyboard.press("Enter")


def stay(page: Page) -> None:
    """Mark the page, so that `stayed` can tell whether it was loaded again."""
    page.evaluate("window.stillTheSame = true")


def stayed(page: Page) -> bool:
    """Whether the page is the one that was marked."""
    return bool(page.evaluate("window.stillTheSame === true"))
