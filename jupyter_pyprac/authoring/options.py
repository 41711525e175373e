"""The options of a cell: lines below its role, `#| points: 2`, or tags of the cell, `points=2`.

A value is written as in YAML, without its surprises: plain text goes to the end of its line whatever is in it, text in
double quotes has JSON's escapes, text in single quotes has none. Text of several lines is a block: `|` ends it with
one line end, `|-` with none, and a number in it, `|2`, says how far it is indented where its first line is more so:

    #| stdout: |
    #|   What is your name?
    #|   Hello, Ada!
"""

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from jupyter_pyprac.authoring.lines import Line, NotebookFault

Options: TypeAlias = dict[str, tuple[Any, Line]]
"""The values of options by their names, each with the line that it is on."""

DIRECTIVE = re.compile(r"#\s?\|(?P<text>.*)")
OPTION = re.compile(r"(?P<name>[a-z_]+)\s*:\s*(?P<value>.*)")
BLOCK = re.compile(r"\|(?P<indent>[1-9]?)(?P<end>-?)")
OTHER_BLOCK = re.compile(r"[|>][1-9+-]{0,2}")
QUOTED = re.compile(r"'(?:[^']|'')*'")
OF_TESTS = ("name", "points", "message", "call", "expected", "raises", "compare", "stdin", "stdout", "group", "score")
KNOWN: Mapping[str, tuple[str, ...]] = {
    "tests": (*OF_TESTS, "shared"),
    "hidden tests": (*OF_TESTS, "shared"),
    "wrong": ("name",),
}
"""The options that cells have, by their role."""

SWITCHES = ("score", "shared")
PYTHON = ("call", "expected")
"""Options that are Python, in which quotes stay what they are."""

WORDS = {"true": True, "false": False}


def said(line: Line) -> str:
    """What a directive's line says behind its mark."""
    return marked(line).strip()


def marked(line: Line) -> str:
    """What stands behind the mark of a directive, indentation and all."""
    match = DIRECTIVE.match(line.text)
    return match["text"] if match else ""


def indentation(text: str) -> int:
    """How many blanks a text begins with."""
    return len(text) - len(text.lstrip(" "))


def of(head: Sequence[Line], tags: Iterable[str], role: str, number: int, faults: list[NotebookFault]) -> Options:
    """The options of a cell with a role, which is cell `number`; what is wrong with them goes to `faults`."""
    if not role:
        return {}
    by_tag, by_line = of_tags(tags, role, number, faults), of_lines(head, role, faults)
    doubled = [(name, line) for name, (_, line) in by_line.items() if name in by_tag]
    faults += [NotebookFault(line.where, f"{name} is a tag of the cell too: keep one") for name, line in doubled]
    return by_tag | by_line


def of_lines(head: Sequence[Line], role: str, faults: list[NotebookFault]) -> Options:
    """The options in the lines below a role."""
    known = KNOWN.get(role, ())
    options: Options = {}
    rest = list(head)
    while rest:
        line = rest.pop(0)
        match = OPTION.fullmatch(said(line))
        if not match or match["name"] not in known:
            faults.append(NotebookFault(line.where, no_option(said(line), known, role)))
            continue
        name, value = match["name"], match["value"]
        if name in options:
            faults.append(NotebookFault(line.where, f"{name} is there twice: keep one"))
        style = BLOCK.fullmatch(value)
        options[name] = (block(rest, line, style) if style else value_of(name, value, line, faults)), line
    return options


def of_tags(tags: Iterable[str], role: str, number: int, faults: list[NotebookFault]) -> Options:
    """The options in the tags of a cell, which may have other tools' tags beside them."""
    known = KNOWN.get(role, ())
    options: Options = {}
    for tag in tags:
        name, equals, value = (part.strip() for part in tag.partition("="))
        line = Line(tag, number, 1)
        if name in known and (equals or name in SWITCHES):
            options[name] = value_of(name, value if equals else "true", line, faults), line
        elif equals and (name in KNOWN["tests"] or difflib.get_close_matches(name, known, n=1)):
            faults.append(NotebookFault(f"cell {number}", f"tag {tag!r:.60}: {no_option(name, known, role, '{}=...')}"))
    return options


def no_option(text: str, known: Sequence[str], role: str, form: str = "`#| {}: ...`") -> str:
    """The sentence about what is no option, with the one that was probably meant."""
    name = re.split(r"[:\s]", text)[0]
    near = difflib.get_close_matches(name.lower(), known, n=1)
    told = f"the options are {', '.join(sorted(known))}" if known else f"{role} has none"
    return f"there is no option {name!r:.60}: " + (f"did you mean {form.format(near[0])}?" if near else told)


def block(rest: list[Line], option: Line, style: re.Match[str]) -> str:
    """The text of a block; takes its lines, which are blank or indented further than the option, off `rest`."""
    outer = indentation(marked(option))
    texts: list[str] = []
    while rest and (not said(rest[0]) or indentation(marked(rest[0])) > outer):
        texts.append(marked(rest.pop(0)))
    while texts and not texts[-1].strip():
        texts.pop()
    margin = min((indentation(text) for text in texts if text.strip()), default=0)
    margin = outer + int(style["indent"]) if style["indent"] else margin
    end = "" if style["end"] or not texts else "\n"
    return "\n".join(text[margin:] for text in texts) + end


def value_of(name: str, text: str, line: Line, faults: list[NotebookFault]) -> Any:  # noqa: ANN401  becomes JSON
    """The value of an option: a number for points, true or false for switches, else text."""
    if OTHER_BLOCK.fullmatch(text):
        faults.append(NotebookFault(line.where, f"{name}: a text of several lines begins with `|` or `|-`"))
    if name == "points":
        return number_of(text)
    if name in SWITCHES:
        return WORDS.get(text.lower(), text)
    return text if name in PYTHON else unquoted(name, text, line, faults)


def unquoted(name: str, text: str, line: Line, faults: list[NotebookFault]) -> str:
    """A text without the quotes around it; input that is written without any ends with Enter, as it is typed."""
    if QUOTED.fullmatch(text):
        return text[1:-1].replace("''", "'")
    if text.startswith('"'):
        try:
            return str(json.loads(text))
        except ValueError:
            faults.append(NotebookFault(line.where, f"{name} begins with a quote but is not text in quotes"))
    return f"{text}\n" if name == "stdin" and text else text


def number_of(text: str) -> float | str:
    """The number that a text is; the text itself where it is none, for the validator to refuse."""
    try:
        return float(text)
    except ValueError:
        return text
