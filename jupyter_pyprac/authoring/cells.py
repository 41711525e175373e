"""The cells of a course notebook: which role each has and with which options.

A role is the first line of a cell, `#| tests`, or a tag of the cell, `tests`. Options follow, one a line:
`#| points: 2`. A value may be quoted (JSON's escapes work in double quotes); a value of several lines is a block:

    #| stdout: |
    #|   What is your name?
    #|   Hello, Ada!
"""

import difflib
import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from jupyter_pyprac.authoring.lines import Line, Lines, NotebookFault, of_cell, trimmed

DIRECTIVE = re.compile(r"#\s?\|(?P<text>.*)")
OPTION = re.compile(r"(?P<name>[a-z_]+)\s*:\s*(?P<value>.*)")
CODE_ROLES = ("starter", "solution", "setup", "tests", "hidden tests", "wrong")
TEST_OPTIONS = frozenset(
    {"name", "points", "message", "compare", "raises", "stdin", "stdout", "group", "score", "shared"}
)
WORDS = {"true": True, "false": False}


class Cell(NamedTuple):
    """A cell with its role (empty: none), its options with the line of each, and the lines below them.

    `name` is what stands behind the role `wrong`.
    """

    number: int
    type: str
    role: str
    name: str
    options: Mapping[str, tuple[Any, Line]]
    body: Lines
    attachments: Mapping[str, Any]


def read(raw: Mapping[str, Any], number: int, faults: list[NotebookFault]) -> Cell:
    """One cell of a notebook in format 4; what is wrong with its directives goes to `faults`."""
    lines = trimmed(of_cell(source_of(raw), number))
    count = next((index for index, line in enumerate(lines) if not DIRECTIVE.match(line.text)), len(lines))
    head, body = lines[:count], lines[count:]
    kind = str(raw.get("cell_type"))
    roles = [role for role in map(role_of_tag, tags_of(raw)) if role]
    if head and not OPTION.fullmatch(said(head[0])):
        roles.append(role_of(head[0], faults))
        head = head[1:]
    roles = [role for role in dict.fromkeys(roles) if role != ("", "")]
    if len(roles) > 1:
        faults.append(NotebookFault(f"cell {number}", f"has two roles, {roles[0][0]} and {roles[1][0]}: keep one"))
    role, name = roles[0] if roles else ("", "")
    faults += [
        NotebookFault(line.where, f"`#| {said(line)}` must be the first line of its cell") for line in late(body)
    ]
    check_type(role, kind, number, faults)
    options = options_of(head, role, faults) if role else {}
    attachments = raw.get("attachments")
    return Cell(number, kind, role, name, options, body, attachments if isinstance(attachments, dict) else {})


def late(body: Lines) -> Lines:
    """The lines that would give a role if they stood at the beginning of the cell."""
    return tuple(line for line in body if DIRECTIVE.match(line.text) and role_and_name(said(line)))


def meant(body: Lines) -> str | None:
    """The role that the first line seems to mean, where its mark is incomplete, as in `# solution`."""
    match = re.fullmatch(r"#+(?P<text>[^|]*)", body[0].text.strip()) if body else None
    role = role_and_name(match["text"]) if match else None
    return " ".join(filter(None, role)) if role else None


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


def said(line: Line) -> str:
    """What a directive's line says behind its mark."""
    match = DIRECTIVE.match(line.text)
    return match["text"].strip() if match else ""


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


def options_of(head: Sequence[Line], role: str, faults: list[NotebookFault]) -> dict[str, tuple[Any, Line]]:
    """The options below a role, by name, with the line each is on."""
    known = TEST_OPTIONS if role in {"tests", "hidden tests"} else frozenset()
    options: dict[str, tuple[Any, Line]] = {}
    rest = list(head)
    while rest:
        line = rest.pop(0)
        match = OPTION.fullmatch(said(line))
        if not match or match["name"] not in known:
            faults.append(NotebookFault(line.where, no_option(said(line), known, role)))
            continue
        if match["name"] in options:
            faults.append(NotebookFault(line.where, f"{match['name']} is there twice: keep one"))
        value = block(rest) if match["value"] == "|" else value_of(match["name"], match["value"], line, faults)
        options[match["name"]] = value, line
    return options


def no_option(text: str, known: frozenset[str], role: str) -> str:
    """The sentence about a line that is no option, with the one that was probably meant."""
    name = re.split(r"[:\s]", text)[0]
    near = difflib.get_close_matches(name.lower(), sorted(known), n=1)
    told = f"the options are {', '.join(sorted(known))}" if known else f"{role} has none"
    return f"there is no option {name!r:.60}: " + (f"did you mean `#| {near[0]}: ...`?" if near else told)


def block(rest: list[Line]) -> str:
    """The text of a block; takes its lines off `rest`."""
    texts = []
    while rest and (not said(rest[0]) or not OPTION.fullmatch(said(rest[0])) or marked(rest[0]).startswith("  ")):
        texts.append(marked(rest.pop(0)))
    return textwrap.dedent("\n".join(texts)) + "\n"


def marked(line: Line) -> str:
    """What stands behind the mark of a directive, indentation and all."""
    match = DIRECTIVE.match(line.text)
    return match["text"] if match else ""


def value_of(name: str, text: str, line: Line, faults: list[NotebookFault]) -> Any:  # noqa: ANN401  becomes JSON
    """The value of an option: a number for points, true or false for switches, else text."""
    if name == "points":
        return number_of(text)
    if name in {"score", "shared"}:
        return WORDS.get(text.lower(), text)
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1]
    if not text.startswith('"'):
        return text
    try:
        return json.loads(text)
    except ValueError:
        faults.append(NotebookFault(line.where, f"{name} begins with a quote but is not text in quotes"))
        return text


def number_of(text: str) -> float | str:
    """The number that a text is; the text itself where it is none, for the validator to refuse."""
    try:
        return float(text)
    except ValueError:
        return text
