"""The approved pictures of the gallery, and how a new one is held against them."""

import io
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from tests.e2e.gallery import POSES, Gallery

FOLDER = Path(__file__).parent / "approved"
FREQUENT, OTHERS = 16, 48
"""Colours of an approved picture: its most frequent ones, exactly, and some between which the rest is shared out."""
PIXELS = 24
"""So many may differ within the square that dev/compare.mjs looks at; in a digit that has changed there are more."""
USUAL = (("wide", "light"), ("narrow", "dark"))
TURNED = (("wide", "dark"), ("narrow", "light"))
BETWEEN = (("medium", "light"), ("stacked", "light"))
CELL = (("cell", "light"), ("cell", "dark"))
MOCKUP = {
    *("idle", "draft", "submitting", "queued", "running", "passed", "failed", "runtime", "timeout", "fault", "same"),
    *("ran", "hidden", "hints", "submissions", "offline", "drawer", "loading", "empty", "loaderror"),
}
"""The states that were designed one by one: they are seen the other way round, too."""
IN_CELL = {"failed"}
"""What is seen in a notebook cell, too."""
STACKED = {"failed", "passed", "drawer", "submissions"}
"""What is laid out anew in the widths between."""


class View(NamedTuple):
    """One picture: a state or a pose, a size and a theme."""

    name: str
    size: str
    theme: str

    @property
    def file(self) -> Path:
        """Where its approved picture is."""
        return FOLDER / f"{'-'.join(self)}.png"


def pictures(gallery: Gallery) -> list[View]:
    """All there are to be."""
    return [view for name in dict.fromkeys([*gallery.states, *POSES]) for view in views(name)]


def views(name: str) -> list[View]:
    """The pictures of a state or a pose, those of a size together."""
    looks = [*USUAL, *(TURNED if name in MOCKUP else ()), *(BETWEEN if name in STACKED else ())]
    looks += CELL if name in IN_CELL else ()
    return [View(name, *look) for look in sorted(looks)]


def names() -> list[str]:
    """The states and poses that have approved pictures."""
    return sorted({file.stem.rsplit("-", 2)[0] for file in FOLDER.glob("*.png")})


def taken(gallery: Gallery, name: str) -> Iterator[tuple[View, bytes]]:
    """The pictures of a state or a pose as it is now, each a PNG."""
    for size, alike in groupby(views(name), key=lambda view: view.size):
        gallery.show(name, size)
        for view in alike:
            gallery.paint(view.theme)
            yield view, gallery.picture(size)


def is_approved(gallery: Gallery, view: View, png: bytes, output: Path | None = None) -> bool:
    """Whether the picture is like the approved one; if not, it goes to `output` with a picture of the differences."""
    if not view.file.exists():
        return False
    with Image.open(view.file) as approved:
        actual = reduced(png, approved)
        if actual.size == approved.size and actual.tobytes() == approved.tobytes():
            return True
    found = gallery.compare(view.file.read_bytes(), encoded(actual))
    if found is not None and found[0] <= PIXELS:
        return True
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
        (output / f"{view.file.stem}-actual.png").write_bytes(png)
        if found is not None:
            (output / f"{view.file.stem}-diff.png").write_bytes(found[1])
    return False


def approve(view: View, png: bytes) -> None:
    """Make the picture the approved one."""
    FOLDER.mkdir(exist_ok=True)
    view.file.write_bytes(encoded(reduced(png)))


def reduced(png: bytes, palette: Image.Image | None = None) -> Image.Image:
    """The picture in few colours, those of another one if it is given: a quarter of the bytes."""
    with Image.open(io.BytesIO(png)) as opened:
        picture = opened.convert("RGB")
    return picture.quantize(palette=palette or few(picture), dither=Image.Dither.NONE)


def few(picture: Image.Image) -> Image.Image:
    """The palette for a picture."""
    octree = picture.quantize(OTHERS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).convert("RGB")
    colours = dict.fromkeys([*frequent(picture)[:FREQUENT], *frequent(octree)])
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in colours for part in colour])
    return palette


def frequent(picture: Image.Image) -> list[tuple[int, ...]]:
    """Its colours, the most frequent ones first."""
    counted: Any = picture.getcolors(picture.width * picture.height)
    return [colour for _, colour in sorted(counted, reverse=True)]


def encoded(picture: Image.Image) -> bytes:
    """A small PNG of it."""
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
