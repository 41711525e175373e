"""What was submitted, side by side; and what is run without being submitted."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.desk import FIRST, WRONG, panel
from tests.services.jupyter import Jupyter

VISIBLE = [number for number, test in enumerate(FIRST.tests, 1) if not test.hidden]


def test_two_submissions_are_compared_by_their_code_and_by_their_tests(page: Page, lab: Jupyter) -> None:
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    for code, title in ((WRONG, "Not solved yet"), (FIRST.solution, "Solved")):
        desk.write(code)
        desk.submit.click()
        desk.says(title)
    desk.write("# something else\n")
    desk.attempts().nth(1).get_by_role("button", name=re.compile("^Attempt 1")).click()
    desk.root.get_by_role("button", name="Compare").click()
    desk.root.get_by_label("Compare to").select_option("Attempt 2")

    lines = desk.root.get_by_role("group", name="Lines that differ")
    expect(lines.get_by_text("removed:").locator("..")).to_contain_text(WRONG.splitlines()[-1])
    expect(lines.get_by_text("added:").locator("..")).to_contain_text(FIRST.solution.splitlines()[-1])
    tests = desk.root.get_by_role("list", name="Tests that changed")
    for number in VISIBLE:
        expect(tests).to_contain_text(f"Test {number} passes now")
    expect(desk.editor).to_have_text("# something else")


def test_a_program_runs_on_an_input_of_ones_own_and_nothing_is_submitted(page: Page, lab: Jupyter) -> None:
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    desk.write(FIRST.solution)
    desk.root.get_by_role("button", name="Your own input").click()
    desk.root.get_by_role("textbox", name="Your own input").fill("a 🐍 of one's own\n")
    desk.root.get_by_role("button", name="Run on this input").click()
    desk.says("Your program ran on your input")
    expect(desk.root.locator(".pp-result")).to_contain_text("Hello, a 🐍 of one's own!")

    desk.write("print(1 / 0)\n")
    desk.root.get_by_role("button", name="Run on this input").click()
    desk.says("Stopped by an error")
    expect(desk.root.locator(".pp-result")).to_contain_text("ZeroDivisionError")

    desk.write("input()\nwhile True:\n    pass\n")
    desk.root.get_by_role("button", name="Run on this input").click()
    desk.says(f"Took longer than {FIRST.limits.seconds:g} s")
    expect(desk.root.locator(".pp-result")).to_contain_text("The loop while True on line 2 has no break")
    expect(desk.root.get_by_role("button", name="Go to line 2")).to_be_visible()
    desk.root.get_by_role("tab", name=re.compile("^Submissions")).click()
    expect(desk.root.get_by_text("Nothing submitted yet.")).to_be_visible()
