"""A draft follows its student from browser to browser, and hints open step by step."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.desk import FIRST, ID, PATIENCE, WRONG, Desk, panel, reload
from tests.services.jupyter import Jupyter
from tests.services.waiting import wait_until

PLACES = """() => {
  window.places = [];
  (function look() {
    const hints = document.querySelector('.pp-hints');
    if (hints?.checkVisibility({ opacityProperty: true })) {
      const { y } = hints.getBoundingClientRect();
      if (window.places.at(-1) !== y) window.places.push(y);
    }
    requestAnimationFrame(look);
  })();
}"""
"""Keeps where the top of the hints' box is seen, each time that it is somewhere else."""
SAVED = re.compile(r"^Saved \d\d:\d\d$")
HOME = "# begun at home\n"
SCHOOL = "# and changed at school\n"


@pytest.fixture
def school(browser: Browser) -> Iterator[Page]:
    """A page of another browser, which knows nothing of the first."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def opened(page: Page, lab: Jupyter) -> Desk:
    """The panel, from the launcher, with the first assignment."""
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    return desk


def saved(desk: Desk) -> None:
    """Wait until the draft is on the server."""
    expect(desk.root.locator(".pp-saved")).to_have_text(SAVED)


def holds(desk: Desk, code: str) -> None:
    """Wait until the editor holds the code."""
    expect(desk.editor).to_contain_text(code.strip())


def test_what_was_typed_in_one_browser_goes_on_in_another(page: Page, lab: Jupyter, school: Page) -> None:
    home = opened(page, lab)
    home.write(HOME)
    saved(home)
    there = opened(school, lab)
    holds(there, HOME)
    expect(there.root.get_by_text("Your draft is back.")).to_be_visible()
    expect(there.root.get_by_text("in another browser")).to_be_visible()
    saved(there)


def test_two_browsers_that_write_at_once_lose_nothing_and_leave_the_choice(
    page: Page, lab: Jupyter, school: Page
) -> None:
    home, there = opened(page, lab), opened(school, lab)
    home.write(HOME)
    saved(home)
    there.write(SCHOOL)
    question = there.root.get_by_text("Another browser saved a different draft")
    expect(question).to_be_visible()
    holds(there, SCHOOL)
    expect(there.root.locator(".pp-saved")).to_have_text(re.compile("^Saved in this browser"))

    there.root.get_by_role("button", name="Keep this one").click()
    saved(there)
    expect(question).to_be_hidden()
    there.root.get_by_role("button", name="Undo").click()
    holds(there, HOME)
    wait_until(lambda: lab.ask("GET", f"pyprac/draft?assignment_id={ID}").body["code"] == HOME)

    reload(page, lab)
    holds(home, HOME)


def test_a_draft_is_on_the_server_when_the_page_was_closed_at_once(page: Page, lab: Jupyter, school: Page) -> None:
    home = opened(page, lab)
    home.write(HOME)
    page.goto("about:blank")
    holds(opened(school, lab), HOME)


def test_hints_open_one_by_one_by_keyboard_and_are_open_again_after_a_reload(page: Page, lab: Jupyter) -> None:
    desk = opened(page, lab)
    hints = desk.root.get_by_role("region", name="Hints")
    total = len(FIRST.hints)
    expect(hints).to_contain_text(f"0 of {total} shown")
    hints.get_by_role("button", name="Show hint 1").focus()
    for number in range(1, total + 1):
        expect(hints.get_by_role("button", name=f"Show hint {number}")).to_be_focused()
        page.keyboard.press("Enter")
        expect(hints.get_by_role("listitem")).to_have_count(number)
        expect(hints).to_contain_text(f"{number} of {total} shown")
        expect(hints.get_by_role("listitem").nth(number - 1)).to_be_focused()
        page.keyboard.press("Tab")
    expect(hints.get_by_role("button")).to_have_count(0)
    reload(page, lab)
    expect(hints).to_contain_text(f"{total} of {total} shown", timeout=3 * PATIENCE)
    expect(hints.get_by_role("listitem")).to_have_count(total)


def test_hints_are_seen_in_one_place_while_a_page_is_loaded(page: Page, lab: Jupyter) -> None:
    page.add_init_script(f"({PLACES})()")
    desk = opened(page, lab)
    expect(desk.root.locator(".pp-handout > .pp-markdown > :not([aria-busy]):not(:empty)")).to_be_visible()
    expect(desk.editor).to_have_attribute("aria-autocomplete", "list")
    page.wait_for_function("places.length > 0")
    assert len(page.evaluate("places")) == 1


def test_under_a_failed_result_a_narrow_panel_leads_to_the_next_hint(page: Page, lab: Jupyter) -> None:
    page.set_viewport_size({"width": 480, "height": 800})
    desk = opened(page, lab)
    desk.root.get_by_role("tab", name="Code").click()
    desk.write(WRONG)
    desk.submit.click()
    desk.says("Not solved yet")
    desk.root.get_by_text(f"Stuck? Hint 1 of {len(FIRST.hints)} is ready.").scroll_into_view_if_needed()
    desk.root.get_by_role("button", name="Show hint 1").click()
    hints = desk.root.get_by_role("region", name="Hints")
    expect(hints.get_by_role("listitem")).to_be_focused()
    expect(hints.get_by_role("listitem")).to_be_in_viewport()
