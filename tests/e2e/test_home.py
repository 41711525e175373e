"""At home in JupyterLab: settings, score, launcher, addresses, a notebook beside, and keys that are nobody else's."""

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.desk import FIRST, PATIENCE, SECOND, Desk, bundle, launcher_card, panel, reload, workspace
from tests.services.jupyter import Jupyter
from tests.services.waiting import wait_until

assert bundle is not None
COURSE = bundle.course.slug
LATER = bundle.assignments[4]
WHOLE = len(bundle.assignments)
SHADOWED = """() => {
  const inside = document.querySelector('.jp-PyPrac .cm-content');
  const { keyBindings } = window.jupyterapp.commands;
  const name = (each) => each.keys.join(',');
  const ours = keyBindings.filter((each) => each.command.startsWith('pyprac:'));
  const met = (each) => {
    for (let at = inside; at !== null; at = at.parentElement) if (at.matches(each.selector)) return true;
    return false;
  };
  const keys = new Set([...ours.map(name), 'F6', 'Shift F6', 'F8', 'Ctrl F', 'Ctrl /', 'Ctrl Space']);
  const others = keyBindings.filter((each) => !ours.includes(each) && keys.has(name(each)));
  return {
    ours: ours.map((each) => [each.command, name(each), each.selector]).sort(),
    elsewhere: others.length,
    shadowed: others.filter(met).map((each) => [each.command, name(each), each.selector]),
  };
}"""
"""Our shortcuts, and those of others with the same keys that would be meant inside our editor, too."""
OURS = [
    ["pyprac:assignments", "Alt 0", ".pp-app"],
    ["pyprac:next", "Alt PageDown", ".pp-app"],
    ["pyprac:next-failure", "F8", ".pp-app"],
    ["pyprac:previous", "Alt PageUp", ".pp-app"],
    ["pyprac:run", "Ctrl Enter", ".pp-app"],
    ["pyprac:submit", "Ctrl Shift Enter", ".pp-app"],
]


def test_score_and_launcher_follow_a_verdict_and_a_reload_shows_the_same_again(page: Page, lab: Jupyter) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/pyprac/" in request.url else None)
    page.goto(workspace(lab))
    card = launcher_card(page)
    expect(card).to_have_text("Practice Python", timeout=3 * PATIENCE)
    score = page.locator("#jp-main-statusbar").get_by_role("button", name="Practice:")
    expect(score).to_be_hidden()
    assert asked == []

    card.click()
    desk = Desk(page, page.locator(".jp-PyPrac"))
    desk.shows(FIRST.title)
    expect(score).to_have_text(f"0/{100 * WHOLE}")
    desk.write(FIRST.solution)
    desk.submit.click()
    desk.says("Solved")
    expect(score).to_have_text(f"100/{100 * WHOLE}")

    execute(page, "launcher:create")
    expect(card).to_have_text(f"Practice Python · 1 of {WHOLE} solved")
    score.click()
    expect(desk.result).to_be_visible()

    execute(page, "pyprac:open-assignment")
    page.get_by_role("dialog").get_by_role("combobox").select_option(label=f"5. {LATER.title}")
    page.get_by_role("dialog").get_by_role("button", name="OK").click()
    desk.shows(LATER.title)
    wait_until(lambda: lab.ask("GET", "pyprac/assignment").body["slug"] == LATER.slug)
    reload(page, lab)
    desk.shows(LATER.title)


@pytest.mark.own_server(base="/user/ada/")
def test_an_address_opens_an_assignment_and_says_where_there_is_none(page: Page, lab: Jupyter) -> None:
    desk = Desk(page, page.locator(".jp-PyPrac"))
    follow(page, lab, f"{COURSE}/{LATER.slug}")
    expect(desk.editor).to_be_visible(timeout=3 * PATIENCE)
    desk.shows(LATER.title)
    page.wait_for_function("!location.href.includes('pyprac=')")

    execute(page, "pyprac:copy-link")
    link = page.get_by_text(f"{lab.url}/lab?pyprac={COURSE}/{LATER.slug}")
    expect(link).to_be_visible()

    for unknown in (f"{COURSE}/never-heard-of", "nowhere/at-all"):
        follow(page, lab, unknown)
        expect(
            desk.root.get_by_role("status").filter(has_text=f"There is no assignment {unknown} here")
        ).to_be_visible()
        expect(desk.editor).to_be_visible()


def test_settings_apply_at_once(page: Page, lab: Jupyter) -> None:
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    set_up(page, "tabIndents").uncheck()
    set_up(page, "autoNext").check()
    set_up(page, "fontSize").fill("22")
    set_up(page, "wrapLines").check()  # the settings are saved together: what this brings is seen last
    execute(page, "pyprac:open")
    expect(desk.editor).to_have_css("font-size", "22px")
    expect(desk.editor).to_have_class(re.compile("cm-lineWrapping"))
    desk.editor.click()
    page.keyboard.press("Tab")
    expect(desk.editor).not_to_be_focused()

    desk.write(FIRST.solution)
    desk.submit.click()
    expect(desk.root.get_by_role("button", name="Stay here")).to_be_visible()
    desk.shows(SECOND.title)


def test_keys_stay_inside(page: Page, lab: Jupyter) -> None:
    desk = panel(page, lab)
    expect(desk.editor).to_be_visible()
    found = page.evaluate(SHADOWED)
    assert found["ours"] == OURS
    assert found["elsewhere"] > len(found["shadowed"])
    assert found["shadowed"] == [
        ["application:toggle-sidebar-widget", "Alt 0", "body"],  # the tenth of the side bar's, if there are so many
        ["codemirror:toggle-comment", "Ctrl /", ".cm-content"],  # means the same
    ]
    desk.write("answer = 42")
    page.keyboard.press("ControlOrMeta+/")
    expect(desk.editor).to_have_text("# answer = 42")
    page.keyboard.press("ControlOrMeta+F")
    expect(desk.root.get_by_role("textbox", name="Find")).to_be_focused()
    page.keyboard.press("Escape")
    expect(desk.editor).to_be_focused()


def test_a_scratch_notebook_lies_beside_the_practice(page: Page, lab: Jupyter) -> None:
    desk = panel(page, lab)
    desk.shows(FIRST.title)
    desk.write("answer = 42\n")
    desk.root.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Open in a Scratch Notebook").click()
    notebook = page.locator(".jp-NotebookPanel")
    expect(notebook.get_by_role("heading", name=FIRST.title)).to_be_visible()
    expect(desk.root).to_be_visible()
    written = json.loads((lab.root / f"{FIRST.slug}.ipynb").read_text(encoding="utf-8"))
    assert written["cells"][1]["source"] in ("answer = 42\n", ["answer = 42\n"])
    execute(page, "pyprac:open-scratch-notebook")
    execute(page, "pyprac:open-scratch-notebook")  # pressed twice in haste
    expect(page.get_by_role("tab", name=f"{FIRST.slug}-2.ipynb")).to_be_visible()
    made = {file.name for file in lab.root.glob(f"{FIRST.slug}*.ipynb")}
    assert made == {f"{FIRST.slug}.ipynb", f"{FIRST.slug}-2.ipynb"}
    execute(page, "pyprac:open")
    desk.root.get_by_role("tab", name="Code").click()
    expect(desk.editor).to_contain_text("answer = 42")


def test_a_hostile_address_does_nothing(page: Page, lab: Jupyter) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/pyprac/" in request.url else None)
    for hostile in ("<script>alert(1)</script>", f"../{FIRST.slug}"):
        follow(page, lab, hostile)
        expect(launcher_card(page)).to_be_visible(timeout=3 * PATIENCE)
        expect(page.locator(".jp-PyPrac")).to_have_count(0)
    assert asked == []


def follow(page: Page, lab: Jupyter, asked: str) -> None:
    """Open JupyterLab by an address that asks for an assignment."""
    page.goto(f"{workspace(lab)}&pyprac={quote(asked)}")


def execute(page: Page, command: str) -> None:
    """Carry out a command of the application, without waiting for its end."""
    page.evaluate("command => void window.jupyterapp.commands.execute(command)", command)


def set_up(page: Page, field: str) -> Locator:
    """The field of a setting in the settings editor, brought to the front."""
    execute(page, "pyprac:open-settings")
    return page.locator(f".jp-SettingsPanel input[id$='_{field}']")
