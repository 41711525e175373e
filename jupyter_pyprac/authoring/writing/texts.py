"""Handout, hints and programs of an assignment as cells of a notebook."""

import mimetypes
import re
from collections.abc import Iterator

from jupyter_pyprac.authoring import cells, regions
from jupyter_pyprac.authoring.draft import Draft
from jupyter_pyprac.authoring.handout import add_handout, handout_text
from jupyter_pyprac.authoring.images import IMAGE
from jupyter_pyprac.authoring.lines import joined
from jupyter_pyprac.authoring.texts import FORMS
from jupyter_pyprac.authoring.writing.made import AS_IT_IS, Made, code

DATA_URI = re.compile(r"data:(?P<type>image/[a-z0-9.+-]+);base64,(?P<data>[A-Za-z0-9+/=]+)")


def opening(title: str, handout: str) -> tuple[list[Made], bool]:
    """The cells of title and handout; whether the title stands in them, and not in the notebook's metadata."""
    heading = f"# {title}"
    under_it = [[cell] for cell in markdown("handout", [heading, ""], handout)]
    under_it += [[Made("markdown", "title", heading), as_it_is("handout", [], handout)]]
    for made in under_it:
        if reads(made, {}) == (title, handout):
            return made, True
    alone = [[cell] for cell in markdown("handout", [], handout)]
    last = [as_it_is("handout", [], handout)]
    return next((made for made in alone if reads(made, {"title": title}) == (title, handout)), last), False


def reads(made: list[Made], known: dict[str, str]) -> tuple[str, str] | None:
    """Title and handout as the reader finds them in cells beside what is known; None where it finds fault."""
    draft = Draft("")
    draft.data = dict(known)
    found = [cells.read(cell.raw(), number, draft.faults) for number, cell in enumerate(made, start=1)]
    add_handout(draft, [cell for cell in found if not cell.role], nothing)
    return None if draft.faults else (draft.data["title"], FORMS["page"](draft.data["handout"]))


def hint(text: str) -> Made:
    """The cell of a hint."""
    for made in markdown("hint", ["#| hint"], text):
        draft = Draft("")
        cell = cells.read(made.raw(), 1, draft.faults)
        found = FORMS["note"](handout_text(draft, cell, joined(cell.body), nothing))
        if not draft.faults and (cell.role, found) == ("hint", text):
            return made
    return as_it_is("hint", ["#| hint"], text)


def program(role: str, text: str) -> Made:
    """The cell of a program."""
    pleasant = code(role, {}, text)
    return pleasant if is_read_as(pleasant, role, "", text) else code(role, {}, text, plain=True)


def wrong(name: str, text: str) -> Made:
    """The cell of a wrong solution."""
    heads: tuple[tuple[str, dict[str, str]], ...] = ((f"wrong {name}", {}), ("wrong", {"name": name}))
    every = [code(role, given, text, plain=plain) for plain in (False, True) for role, given in heads]
    return next((made for made in every if is_read_as(made, "wrong", name, text)), every[-1])


def is_read_as(made: Made, role: str, name: str, text: str) -> bool:
    """Whether the reader finds just this program in a cell."""
    draft = Draft("")
    cell = cells.read(made.raw(), 1, draft.faults)
    found = cell.role, cell.name or cell.options.get("name", ("", None))[0], joined(cell.body)
    marked = not cell.plain and any(regions.SOLUTION.marker.fullmatch(line.text) for line in cell.body)
    return not draft.faults and found == (role, name, text) and (role == "wrong" or not marked)


def markdown(name: str, head: list[str], text: str) -> Iterator[Made]:
    """A Markdown cell, with its images attached where it has some, and as it is."""
    attachments: dict[str, dict[str, str]] = {}

    def attached(match: re.Match[str]) -> str:
        image = DATA_URI.fullmatch(match["address"])
        if image is None:
            return match[0]
        file = f"image-{len(attachments) + 1}{mimetypes.guess_extension(image['type']) or ''}"
        attachments[file] = {image["type"]: image["data"]}
        return f"{match['before']}attachment:{file}"

    source = IMAGE.sub(attached, text)
    if attachments:
        yield Made("markdown", name, "\n".join([*head, source.removesuffix("\n")]), attachments)
    yield Made("markdown", name, "\n".join([*head, text.removesuffix("\n")]))


def as_it_is(name: str, head: list[str], text: str) -> Made:
    """A Markdown cell in which nothing is looked for."""
    return Made("markdown", name, "\n".join([*head, AS_IT_IS, text.removesuffix("\n")]))


def nothing(_: str) -> None:
    """No file: what a text names stays a name."""
