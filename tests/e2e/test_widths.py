"""The panel from a sliver to a whole screen: everything that can be done is within reach, and the focus stays."""

import re

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.e2e.desk import FIRST, SECOND, WRONG, Desk, panel
from tests.e2e.gallery import Gallery
from tests.services.jupyter import Jupyter

BARS = 68
"""Pixels of JupyterLab's own bars beside the main area."""
LOW = 400
"""Pixels of height that a laptop leaves at 200 % zoom."""
LEGIBLE = 12
"""Pixels of width that a sign or a word has at least."""
BEGUN = 60
"""Pixels of width in which a title that is cut is still known."""
CUT = "title => title.scrollWidth > title.clientWidth"
CLIPPED = "part => part.scrollWidth > part.clientWidth || part.scrollHeight > part.clientHeight"
INSIDE = "document.activeElement.closest('.pp-app') !== null"


def squeezed(page: Page, desk: Desk, width: int, height: int = 800) -> None:
    """Make the panel that wide."""
    page.set_viewport_size(ViewportSize(width=width + BARS, height=height))
    page.wait_for_function("([part, width]) => Math.abs(part.clientWidth - width) < 20", arg=[app(desk), width])


def app(desk: Desk) -> object:
    return desk.root.locator(".pp-app").element_handle()


def without_sidebar(page: Page) -> None:
    page.keyboard.press("ControlOrMeta+B")
    expect(page.locator("#jp-left-stack")).to_be_hidden()


def bar(desk: Desk) -> list[Locator]:
    """The buttons that are always there."""
    found = desk.root.get_by_role("group", name="Actions")
    names = ("Previous assignment", "^Run", "^Submit", "Next assignment")
    return [found.get_by_role("button", name=re.compile(name)) for name in names]


@pytest.mark.parametrize("width", [285, 400, 600, 900, 1200])
def test_every_action_is_within_reach(page: Page, lab: Jupyter, width: int) -> None:
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    without_sidebar(page)
    desk.write(FIRST.solution)
    desk.submit.click()
    desk.says("Solved")
    squeezed(page, desk, width)

    boxes = [button.bounding_box() for button in bar(desk)]
    assert len({round(box["y"]) for box in boxes if box}) == 1
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= width + BARS for box in boxes)
    code = desk.root.get_by_role("tab", name="Code")
    if code.count():
        code.click()
    reset = desk.root.get_by_role("button", name="Reset to template")
    expect(reset).to_be_visible()
    desk.root.get_by_role("button", name="More").click()
    expect(page.get_by_role("menuitem", name="Open in a Scratch Notebook")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    reset.click()
    expect(desk.root.get_by_role("button", name="Undo")).to_be_in_viewport()
    expect(desk.root.get_by_role("button", name="Your own input")).to_be_in_viewport()


@pytest.mark.parametrize("width", [150, 200, 285])
def test_each_view_has_a_word_or_a_sign_to_press(page: Page, lab: Jupyter, width: int) -> None:
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    without_sidebar(page)
    squeezed(page, desk, width)
    tabs = desk.root.get_by_role("tab")
    expect(tabs).to_have_count(3)
    for tab in tabs.all():
        parts = [part.bounding_box() for part in tab.locator(".pp-icon, .pp-tab-name").all()]
        assert any(box and box["width"] >= LEGIBLE for box in parts)


@pytest.mark.parametrize("state", ["failed", "courses", "last", "failed&language=de_DE"])
def test_the_header_names_the_assignment_at_every_width(gallery: Gallery, state: str) -> None:
    for width in range(150, 401, 10):
        gallery.show(state, str(width))
        title = gallery.page.locator(".pp-where b")
        box = title.bounding_box()
        assert box
        assert box["width"] >= BEGUN or not title.evaluate(CUT), width
        assert box["x"] >= 0, width
        assert box["x"] + box["width"] <= width, width


@pytest.mark.parametrize("state", ["failed", "failed&language=de_DE"])
def test_it_is_read_when_the_draft_was_saved(gallery: Gallery, state: str) -> None:
    for width in range(210, 401, 10):
        gallery.show(state, str(width))
        assert not gallery.page.locator(".pp-saved").evaluate(CUT), width


@pytest.mark.parametrize("pose", ["drawer", "drawer-dues"])
def test_the_overview_is_read_whole_in_a_slim_panel(gallery: Gallery, pose: str) -> None:
    for width in range(150, 300, 10):
        gallery.show(pose, str(width))
        for part in gallery.page.locator(".pp-drawer-head, .pp-row-name").all():
            assert not part.evaluate(CLIPPED), width


def test_at_twice_the_size_code_and_result_can_be_reached(page: Page, lab: Jupyter) -> None:
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    without_sidebar(page)
    desk.write(WRONG)
    desk.submit.click()
    desk.says("Not solved yet")
    squeezed(page, desk, 400, LOW)
    desk.root.get_by_role("tab", name="Code").click()
    for part in (desk.editor, desk.root.locator(".pp-diff").first, bar(desk)[2]):
        part.scroll_into_view_if_needed()
        expect(part).to_be_in_viewport(ratio=0.3)


def test_the_focus_is_kept_when_the_panel_changes_its_shape_and_its_view(page: Page, lab: Jupyter) -> None:
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    without_sidebar(page)
    desk.editor.click()
    squeezed(page, desk, 400)
    expect(desk.editor).to_be_focused()

    page.keyboard.press("Alt+PageDown")
    desk.shows(SECOND.title)
    expect(desk.root.get_by_role("tab", name="Handout")).to_be_focused()
    page.keyboard.press("F6")
    expect(desk.editor).to_be_focused()
    page.keyboard.press("F6")
    expect(desk.result).to_be_focused()

    squeezed(page, desk, 1000)
    page.get_by_role("separator", name="Resize handout").focus()
    squeezed(page, desk, 600)
    page.wait_for_function(INSIDE)


def test_keys_work_at_once_in_a_panel_that_opens_narrow(page: Page, lab: Jupyter) -> None:
    page.set_viewport_size(ViewportSize(width=480, height=800))
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    expect(desk.root.get_by_role("tab", name="Handout")).to_be_focused()
    page.keyboard.press("Alt+PageDown")
    desk.shows(SECOND.title)


def test_everything_is_done_by_keyboard_alone(page: Page, lab: Jupyter) -> None:
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    expect(desk.editor).to_be_focused()
    for code in (WRONG, FIRST.solution):
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.insert_text(code)
        page.keyboard.press("ControlOrMeta+Shift+Enter")
        desk.says("Solved" if code == FIRST.solution else "Not solved yet")
    assert page.evaluate(INSIDE)

    to(page, desk.root.get_by_role("button", name="More"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(desk.root.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(desk.root.get_by_role("button", name="More")).to_be_focused()

    splitter = desk.root.get_by_role("separator", name="Resize handout")
    to(page, splitter, "Shift+Tab")
    before = splitter.get_attribute("aria-valuenow")
    page.keyboard.press("ArrowRight")
    expect(splitter).not_to_have_attribute("aria-valuenow", str(before))

    to(page, desk.root.get_by_role("tab", name="Handout"), "Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(desk.root.get_by_role("tab", name=re.compile("^Submissions"))).to_be_focused()
    to(page, desk.root.get_by_role("button", name=re.compile("^Attempt 1")), "Tab")
    page.keyboard.press("Enter")
    to(page, desk.root.get_by_role("button", name="Compare"), "Tab")
    page.keyboard.press("Enter")
    expect(desk.root.get_by_role("table").or_(desk.root.locator(".pp-compare")).first).to_be_visible()
    to(page, desk.root.get_by_role("button", name="Restore into editor"), "Shift+Tab")
    page.keyboard.press("Enter")
    to(page, desk.root.get_by_role("button", name="Undo"), "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_function(INSIDE)

    desk.overview()
    page.keyboard.type(SECOND.title.lower())
    page.keyboard.press("Enter")
    desk.shows(SECOND.title)
    page.wait_for_function(INSIDE)


def to(page: Page, target: Locator, key: str) -> None:
    """Press the key until the target has the focus, which never leaves the practice on the way.

    The editor is left by Escape first, as often as it takes: one that comes right after typing ends the completion.
    """
    for _ in range(30):
        if page.locator(".cm-content:focus").count():
            page.keyboard.press("Escape")
        page.keyboard.press(key)
        assert page.evaluate(INSIDE)
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{key} does not lead to {target}")
