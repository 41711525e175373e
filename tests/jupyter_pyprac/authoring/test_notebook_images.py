"""Images of a handout come along, from beside the notebook and from nowhere else."""

import base64
import json

import pytest

from jupyter_pyprac.authoring import source
from jupyter_pyprac.authoring.faults import Refused
from tests.jupyter_pyprac.authoring.notebooks import DATA_URI, IMAGE, TESTS, load, reasons, text


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


def test_images_that_html_names_come_along(folder):
    (folder / "tree.png").write_bytes(IMAGE)
    found = load(folder, ("markdown", """# T\n\n<img alt='a' src='tree.png'>\n<IMG src = "tree.png">"""), TESTS)
    assert found.handout == f"""<img alt='a' src='{DATA_URI}'>\n<IMG src = "{DATA_URI}">\n"""


@pytest.mark.parametrize("text_of", ["<img src={!r}>", "![a]({})"])
@pytest.mark.parametrize("address", ["https://example.org/tree.png", "//example.org/tree.png"])
def test_an_image_on_the_web_is_noted(folder, text_of, address):
    (folder / "01-search.ipynb").write_text(text(("markdown", "# T\n\n" + text_of.format(address)), TESTS))
    (notes,) = source.load(folder).notes.values()
    assert [note for note in notes if note.startswith(f"no student sees the image {address!r}")]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(folder):
    (folder.parent / "secret.png").write_bytes(IMAGE)
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    (reason,) = reasons(folder, ("markdown", "# T\n\n![a](link.png)"), TESTS)
    assert reason.startswith("cell 1: the image ")


def test_images_that_are_too_large_are_named(folder):
    for name, size in (("small.png", 10), ("large.png", 700_000), ("middle.png", 400_000)):
        (folder / name).write_bytes(bytes(size))
    (folder / "01-search.ipynb").write_text(
        text(("markdown", "# T\n\n![](small.png) ![](middle.png) ![](large.png)"), TESTS)
    )
    with pytest.raises(Refused) as refused:
        source.load(folder)
    told = "its largest images are large.png (700,000 bytes), middle.png (400,000 bytes), small.png (10 bytes)"
    assert told in [note.reason for note in refused.value.notes]
