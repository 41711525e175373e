"""Assertions of nose, which is no longer made: those of unittest have their names."""

import re

from jupyter_pyprac.authoring.lines import Line, Lines

IMPORT = re.compile(r"(?P<indent>\s*+)from nose\.tools import (?P<names>[\w, ]+?)\s*(?:#.*)?")
OTHERS = {
    "eq_": "assertEqual",
    "ok_": "assertTrue",
    "assert_equals": "assertEqual",
    "assert_not_equals": "assertNotEqual",
}


def without_nose(lines: Lines) -> Lines:
    """The lines with unittest in the place of `nose.tools`, where it has all that is asked for."""
    return tuple(map(one, lines))


def one(line: Line) -> Line:
    """The line; an import from nose as one from unittest."""
    match = IMPORT.fullmatch(line.text)
    pairs = [each.split() for each in match["names"].split(",")] if match else []
    given = [(pair[-1], method(pair[0])) for pair in pairs if pair]
    if match is None or not all(found for _, found in given):
        return line
    named = "; ".join(f"{name} = TestCase().{found}" for name, found in given)
    return line._replace(text=f"{match['indent']}from unittest import TestCase; {named}")


def method(name: str) -> str:
    """The method of a TestCase that an assertion of nose calls; empty where there is none."""
    found = OTHERS.get(name) or re.sub(r"_(\w)", lambda letter: letter[1].upper(), name)
    return found if found.startswith("assert") else ""
