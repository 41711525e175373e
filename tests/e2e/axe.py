"""What axe-core finds wrong for people who read otherwise: contrast, names, roles, keyboard."""

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2] / "labextension" / "node_modules" / "axe-core" / "axe.min.js"
BEGIN = """([part, rules]) => {
  const options = rules === null ? {} : { runOnly: { type: 'rule', values: rules } };
  window.looked = axe.run(document.querySelector(part), options);
}"""
FOUND = """async () => {
  const { passes, violations } = await window.looked;
  return [passes.length, violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])];
}"""


def violations(page: Page, part: str) -> list[object]:
    """What in a part of the page breaks a rule."""
    look(page, part)
    return found(page)


def look(page: Page, part: str, rules: list[str] | None = None) -> None:
    """Begin to look at a part of the page, by the rules named or by all; it takes time, also of the page's clock."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    page.evaluate(BEGIN, [part, rules])


def found(page: Page) -> list[object]:
    """What was found to break a rule; fails where no rule applied."""
    passed, broken = page.evaluate(FOUND)
    assert passed, "axe found nothing to look at"
    return list(broken)
