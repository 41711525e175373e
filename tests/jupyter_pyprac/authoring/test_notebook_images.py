"""Images of a handout come along, from beside the notebook and from nowhere else."""

import base64
import json

import pytest

from jupyter_pyprac.authoring import source
from tests.jupyter_pyprac.authoring.notebooks import DATA_URI, IMAGE, TESTS, reasons, text


def test_images_come_along(folder):
    (folder / "my tree.png").write_bytes(IMAGE)
    cell = ("markdown", "# T\n\n![a](my%20tree.png) ![b](attachment:b.png)")
    raw = json.loads(text(cell, TESTS))
    raw["cells"][0]["attachments"] = {"b.png": {"image/png": base64.b64encode(IMAGE).decode()}}
    (folder / "01-search.ipynb").write_text(json.dumps(raw))
    assert source.load(folder).assignments[0].handout == f"![a]({DATA_URI}) ![b]({DATA_URI})\n"


@pytest.mark.parametrize("address", ["missing.png", "../secret.png", "/etc/passwd", "attachment:x.png", "course.toml"])
def test_an_image_that_is_not_beside_the_notebook_is_a_fault(folder, address):
    (folder.parent / "secret.png").write_bytes(IMAGE)
    (reason,) = reasons(folder, ("markdown", f"# T\n\n![a]({address})"), TESTS)
    assert reason.startswith("cell 1: the image ")


def test_an_image_that_only_html_names_is_noted(folder):
    (folder / "tree.png").write_bytes(IMAGE)
    (folder / "01-search.ipynb").write_text(text(("markdown", "# T\n\n<img src='tree.png'>"), TESTS))
    (notes,) = source.load(folder).notes.values()
    assert [note for note in notes if "'tree.png' of the handout leads nowhere" in note]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(folder):
    (folder.parent / "secret.png").write_bytes(IMAGE)
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    (reason,) = reasons(folder, ("markdown", "# T\n\n![a](link.png)"), TESTS)
    assert reason.startswith("cell 1: the image ")
