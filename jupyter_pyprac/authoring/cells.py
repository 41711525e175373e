"""The cells of a course notebook: which role each has, with which options, and what it holds.

A role is the first line of a cell, `#| tests`, or a tag of the cell, `tests`; options (see `options`) follow, one a
line, or are tags beside it. Below a line `#| ---` everything is taken as it is: lines that look like directives or
markers are none there, and a test is the one that it is.
"""

import difflib
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from jupyter_pyprac.authoring import options
from jupyter_pyprac.authoring.lines import Line, Lines, NotebookFault, of_cell, trimmed
from jupyter_pyprac.authoring.options import DIRECTIVE, OPTION, Options, said

SEPARATOR = re.compile(r"#\s?\| ?---\s*")
CODE_ROLES = ("starter", "solution", "setup", "tests", "hidden tests", "wrong")


class Cell(NamedTuple):
    """A cell with its role (empty: none), its options with the line of each, and the lines below them.

    `name` is what stands behind the role `wrong`; `plain`: its lines are taken as they are.
    """

    number: int
    type: str
    role: str
    name: str
    options: Options
    body: Lines
    attachments: Mapping[str, Any]
    plain: bool = False
    tags: tuple[str, ...] = ()


def read(raw: Mapping[str, Any], number: int, faults: list[NotebookFault]) -> Cell:
    """One cell of a notebook in format 4; what is wrong with its directives goes to `faults`."""
    lines = trimmed(of_cell(source_of(raw), number))
    head, body, plain = parted(lines)
    tags, kind = tags_of(raw), str(raw.get("cell_type"))
    (role, name), head = role_and_options(head, tags, number, faults)
    if not role and head:  # these are no options, but part of the text
        head, body, plain = (), lines, False
    check_type(role, kind, number, faults)
    if not plain:
        faults += [NotebookFault(line.where, too_late(line)) for line in body if is_role(line)]
    found = options.of(head, tags, role, number, faults)
    attachments = raw.get("attachments")
    kept = attachments if isinstance(attachments, dict) else {}
    return Cell(number, kind, role, name, found, body, kept, plain, tuple(tags))


def role_and_options(
    head: Lines, tags: list[str], number: int, faults: list[NotebookFault]
) -> tuple[tuple[str, str], Lines]:
    """The role of a cell with the name behind it, both empty where it has none, and the lines that are options."""
    roles = [role for role in map(role_of_tag, tags) if role]
    if head and begins_with_role(head[0]):
        roles.append(role_of(head[0], faults))
        head = head[1:]
    roles = [role for role in dict.fromkeys(roles) if role != ("", "")]
    if len(roles) > 1:
        faults.append(NotebookFault(f"cell {number}", f"has two roles, {roles[0][0]} and {roles[1][0]}: keep one"))
    return (roles[0] if roles else ("", "")), head


def parted(lines: Lines) -> tuple[Lines, Lines, bool]:
    """The directives at the beginning, the lines below them, and whether these are taken as they are."""
    count = next((index for index, line in enumerate(lines) if not DIRECTIVE.match(line.text)), len(lines))
    ends = next((index for index, line in enumerate(lines[:count]) if SEPARATOR.fullmatch(line.text)), None)
    if ends is None:
        return lines[:count], trimmed(lines[count:]), False
    return lines[:ends], trimmed(lines[ends + 1 :]), True


def begins_with_role(line: Line) -> bool:
    """Whether the first line of a cell is no option but a role, or meant as one."""
    option = OPTION.fullmatch(said(line))
    return not option or role_and_name(option["name"]) is not None


def is_role(line: Line) -> bool:
    """Whether a line would give a role if it stood at the beginning of its cell."""
    return bool(DIRECTIVE.match(line.text) and role_and_name(said(line)))


def too_late(line: Line) -> str:
    """The sentence about a role that comes too late."""
    return f"`#| {said(line)}` must be the first line of its cell; where it is none, write `#| ---` above it"


def meant(body: Lines) -> str | None:
    """The role that the first line seems to mean, where its mark is incomplete, as in `# solution`."""
    match = re.fullmatch(r"#+(?P<text>[^|]*)", body[0].text.strip()) if body else None
    role = role_and_name(match["text"]) if match else None
    return " ".join(filter(None, role)) if role else None


def meant_by_tag(tags: tuple[str, ...]) -> str | None:
    """The tag of a role that one of these tags seems to mean, as `test` does."""
    known = [role.replace(" ", "-") for role in (*CODE_ROLES, "hint")]
    near = (difflib.get_close_matches(tag.lower(), known, n=1, cutoff=0.8) for tag in tags)
    return next((found[0] for found in near if found), None)


def source_of(raw: Mapping[str, Any]) -> str:
    """A cell's text with Unix line ends; notebooks keep it as text or as a list of lines."""
    source = raw.get("source", "")
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tags_of(raw: Mapping[str, Any]) -> list[str]:
    """A cell's tags."""
    metadata = raw.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def role_and_name(text: str) -> tuple[str, str] | None:
    """A role and the name behind it, from its words; None where it is none."""
    words = " ".join(text.split())
    lower = words.lower()
    if lower.startswith("wrong "):
        return "wrong", words[6:]
    return (lower, "") if lower in {*CODE_ROLES, "hint"} else None


def role_of_tag(tag: str) -> tuple[str, str] | None:
    """The role that a tag gives; tags are often written with dashes. Other tools' tags give none."""
    return role_and_name(tag.replace("-", " ").replace("_", " "))


def role_of(line: Line, faults: list[NotebookFault]) -> tuple[str, str]:
    """The role that a directive gives, or none after noting that there is no such role."""
    role = role_and_name(said(line))
    if role is None:
        near = difflib.get_close_matches(said(line).lower(), [*CODE_ROLES, "hint"], n=1)
        known = f"did you mean `#| {near[0]}`?" if near else f"the roles are {', '.join(CODE_ROLES)} NAME and hint"
        faults.append(NotebookFault(line.where, f"there is no role {said(line)!r:.60}: {known}"))
    return role or ("", "")


def check_type(role: str, kind: str, number: int, faults: list[NotebookFault]) -> None:
    """Note a role on the wrong type of cell."""
    wanted = "markdown" if role == "hint" else "code"
    if role and kind != wanted:
        faults.append(NotebookFault(f"cell {number}", f"is a {kind} cell, but {role} goes into a {wanted} cell"))
