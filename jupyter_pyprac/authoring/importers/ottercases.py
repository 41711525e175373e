"""The tests that Otter gives students, of each question: texts with prompts, or functions in a file of tests."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jupyter_pyprac.authoring import examples
from jupyter_pyprac.authoring.draft import Draft
from jupyter_pyprac.authoring.importers import ottertests, prelude
from jupyter_pyprac.authoring.importers.ottertests import Case
from jupyter_pyprac.authoring.importers.prelude import Giving
from jupyter_pyprac.authoring.lines import Line, NotebookFault, joined, of_cell
from jupyter_pyprac.authoring.pytext import Syntax, parsed
from jupyter_pyprac.authoring.testcells import Written

NAME = "test"
"""What a file calls its tests where they are texts with prompts."""


class Held(NamedTuple):
    """The tests of a question as they are kept: its name, a file's text or unread JSON, and where that is."""

    name: str
    content: object
    place: str


class Damaged(ValueError):
    """Tests that are not what Otter writes."""


def question(held: Held, above: Sequence[Giving], draft: Draft) -> list[Written]:
    """The tests of one question; `above` is what the notebook imports."""
    content = held.content
    try:
        settings, cases = of_file(content) if isinstance(content, str) else of_examples(content)
    except ValueError as error:
        draft.faults.append(NotebookFault(held.place, str(error)))
        return []
    asked = ottertests.question({**settings, "name": held.name}, Line("", held.place, 1), 1, draft)
    known = [placed(each, held.place, above) for each in cases]
    return list(ottertests.written(asked, known, draft.faults)) if known else []


def placed(case: Case, place: str, above: Sequence[Giving]) -> Case:
    """The case with its lines, and before them the imports it needs, which a notebook has had by then."""
    lines = of_cell(case.data["code"].rstrip("\n"), place)
    every = (*prelude.before(lines, above), *lines)
    return case._replace(data={**case.data, "code": joined(every)}, lines=every)


def of_examples(held: object) -> tuple[Mapping[str, Any], list[Case]]:
    """The points of a question and its cases, which are texts with prompts.

    Raises:
        Damaged: they cannot be read; says why.
    """
    suites = held.get("suites") if isinstance(held, dict) else None
    if not isinstance(held, dict) or not isinstance(suites, list):
        message = "is damaged: it has no suites"
        raise Damaged(message)
    every = [case for suite in suites if isinstance(suite, dict) for case in listed(suite.get("cases"))]
    return held, [example_case(case) for case in every]


def listed(value: object) -> list[Any]:
    """A list; an empty one where it is none."""
    return value if isinstance(value, list) else []


def example_case(case: object) -> Case:
    """One case that is a text with prompts."""
    text = case.get("code") if isinstance(case, dict) else None
    if not isinstance(case, dict) or not isinstance(text, str):
        message = "is damaged: a case has no code"
        raise Damaged(message)
    data = {"code": examples.code(examples.of_doctest(text)), "hidden": case.get("hidden") is True}
    return Case({**data, **ottertests.texts(case)}, case.get("points"), ())


def of_file(source: str) -> tuple[Mapping[str, Any], list[Case]]:
    """The points of a question and its cases, which are functions in a file of tests, or texts that it holds.

    Raises:
        Damaged: they cannot be read; says why.
    """
    tree = parsed(source)
    if isinstance(tree, Syntax) or not isinstance(tree, ast.Module):
        message = tree.message if isinstance(tree, Syntax) else "is not a file of tests"
        raise Damaged(message)
    settings = dict(constants(tree.body))
    if NAME in settings:
        return of_examples(settings[NAME])
    return settings, [function_case(each) for each in tree.body if isinstance(each, ast.FunctionDef)]


def constants(statements: list[ast.stmt]) -> Iterator[tuple[str, Any]]:
    """The names that get constant values, with these."""
    for each in statements:
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
            yield from constant(each.targets[0].id, each.value)


def constant(name: str, value: ast.expr) -> Iterator[tuple[str, Any]]:
    """A name with its value, if it is one that Python can tell without running."""
    try:
        yield name, ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return


def function_case(function: ast.FunctionDef) -> Case:
    """One case that is a function, with what its decorator says of it."""
    keywords = [word for each in function.decorator_list if isinstance(each, ast.Call) for word in each.keywords]
    settings = dict(pair for word in keywords if word.arg for pair in constant(word.arg, word.value))
    code = ottertests.called(function)
    data = {"code": code, "hidden": settings.get("hidden") is True, **ottertests.texts(settings)}
    return Case(data, settings.get("points"), ())
