"""The handout of an assignment: Markdown cells, the first heading of which is the title, with their images inside."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from jupyter_pyprac.authoring import images
from jupyter_pyprac.authoring.attachments import IMAGE_BYTES
from jupyter_pyprac.authoring.cells import Cell
from jupyter_pyprac.authoring.draft import Draft
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.lines import Line, Lines, NotebookFault, joined, trimmed

HEADING = re.compile(r" {0,3}#{1,6}[ \t](?P<text>.*)")
MOST_NAMED = 3
FENCE = re.compile(r" {0,3}(?:```|~~~)")


def add_handout(draft: Draft, found: list[Cell], load: LoadFile) -> None:
    """Title and handout."""
    data, sizes = draft.data, dict[str, int]()

    def measured(name: str) -> bytes | None:
        content = load(name)
        sizes.update({} if content is None else {name: len(content)})
        return content

    texts, shown = [], list[Line]()
    for cell in found:
        lines = list(cell.body)
        if "title" not in data and not cell.plain:
            heading = next(iter(headings(cell.body)), None)
            if heading is not None and (cell is found[0] or not draft.imported or is_title(heading)):
                draft.places["title"] = (heading,)
                data["title"] = heading_text(heading)
                lines.remove(heading)
        kept = trimmed(lines)
        shown += (*kept, kept[-1]._replace(text="")) if kept else ()
        texts.append(handout_text(draft, cell, joined(kept), measured))
    draft.notes += too_large(sizes)
    if "title" not in data:
        missing(draft, "has no title: begin its first Markdown cell with `# ` and the title")
        data["title"] = PurePath(draft.name).stem
    data["handout"] = "\n".join(filter(None, texts))
    draft.places["handout"] = tuple(shown)
    if not data["handout"].strip():
        missing(draft, "has no handout: write what is to be done into Markdown cells")
        data["handout"] = data["title"]


def too_large(sizes: Mapping[str, int]) -> Iterator[str]:
    """A note that names the largest images, by their bytes, where they are too large together."""
    if sum(sizes.values()) > IMAGE_BYTES:
        largest = sorted(sizes, key=lambda name: -sizes[name])[:MOST_NAMED]
        yield f"its largest images are {', '.join(f'{name:.80} ({sizes[name]:,} bytes)' for name in largest)}"


def is_title(heading: Line) -> bool:
    """Whether a heading is one of a whole text: of another tool's notebook the first may be that of a part."""
    return heading.text.lstrip().startswith("# ")


def heading_text(line: Line) -> str:
    """What a heading says, without signs that close it."""
    match = HEADING.fullmatch(line.text)
    return re.sub(r"(?:^|[ \t])#+$", "", match["text"].strip()).strip() if match else ""


def missing(draft: Draft, told: str) -> None:
    """Note what an assignment lacks: of another tool's, which could do without, it refuses nothing."""
    if draft.imported:
        instead = "the title" if "handout" in told else "the file's name"
        draft.notes.append(f"{told} ({instead} stands in its place)")
    else:
        draft.faults.append(NotebookFault("", told))


def headings(lines: Lines) -> list[Line]:
    """The headings of a Markdown text; a comment in a block of code is none."""
    found, fenced = [], False
    for line in lines:
        if FENCE.match(line.text):
            fenced = not fenced
        elif not fenced and HEADING.fullmatch(line.text):
            found.append(line)
    return found


def handout_text(draft: Draft, cell: Cell, text: str, load: LoadFile) -> str:
    """A cell of the handout with its images inside."""
    if cell.plain:
        return text
    lost: list[str] = []
    embedded = images.embed(text, cell.attachments, load, lost)
    for address in lost:
        told = f"the image {address!r:.80} is not beside the notebook"
        draft.faults.append(NotebookFault(f"cell {cell.number}", told))
    return embedded
