"""Everybody can read every state of the app, in each theme."""

import pytest

from tests.e2e import approval
from tests.e2e.axe import found, look
from tests.e2e.gallery import Gallery

RULES = {"light": None, "dark": ["color-contrast"], "contrast": ["color-contrast"]}
"""What a theme decides is looked at in each of them, the rest once."""


@pytest.mark.parametrize("name", approval.names())
def test_everybody_can_read_it(gallery: Gallery, name: str) -> None:
    broken = {}
    for size in dict.fromkeys(view.size for view in approval.views(name)):
        gallery.show(name, size)
        for theme, rules in RULES.items():
            gallery.paint(theme)
            look(gallery.page, ".pp-app", rules)
            gallery.settle()
            broken[size, theme] = found(gallery.page)
    assert {view: rules for view, rules in broken.items() if rules} == {}
