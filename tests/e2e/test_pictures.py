"""Every state of the app looks as it was approved; `.venv/bin/python scripts/pictures.py --approve` approves anew."""

from pathlib import Path

import pytest

from tests.e2e import approval
from tests.e2e.gallery import Gallery


@pytest.mark.parametrize("name", approval.names())
def test_it_looks_as_approved(gallery: Gallery, output_path: str, name: str) -> None:
    folder = Path(output_path)
    unlike = [
        view.file.stem
        for view, png in approval.taken(gallery, name)
        if not approval.is_approved(gallery, view, png, folder)
    ]
    assert unlike == [], f"see {folder}; where this is wanted: .venv/bin/python scripts/pictures.py --approve {name}"


def test_a_digit_that_has_changed_is_seen(gallery: Gallery, tmp_path: Path) -> None:
    view = approval.View("failed", "wide", "light")
    gallery.show(view.name, view.size)
    assert approval.is_approved(gallery, view, gallery.picture(view.size))
    gallery.page.evaluate("document.querySelector('.pp-score b').textContent = '500'")
    assert not approval.is_approved(gallery, view, gallery.picture(view.size), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_every_state_has_its_approved_pictures_and_there_are_no_others(gallery: Gallery) -> None:
    wanted = {view.file.name for view in approval.pictures(gallery)}
    assert {file.name for file in approval.FOLDER.iterdir()} == wanted


def test_nothing_is_written_in_a_font_of_the_machine(gallery: Gallery) -> None:
    strange = {}
    for name in sorted(approval.MOCKUP):
        gallery.show(name, "wide")
        strange[name] = gallery.fonts_of_the_machine()
    assert strange == {name: set() for name in strange}
