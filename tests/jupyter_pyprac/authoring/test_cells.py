"""Roles and options of cells: as lines, as tags, and text that only looks like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_pyprac.authoring import cells
from jupyter_pyprac.authoring.writing import made
from tests.jupyter_pyprac.authoring.bundles import calls, texts


def cell(source, *tags, kind="code"):
    """The cell, and what is wrong with it."""
    faults = []
    raw = {"cell_type": kind, "source": source, "metadata": {"tags": list(tags)}}
    return cells.read(raw, 2, faults), [str(fault) for fault in faults]


def values(read):
    return {name: value for name, (value, _) in read.options.items()}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("#| points: 2", {"points": 2.0}),
        ("#| shared: True\n#| score: false", {"shared": True, "score": False}),
        ("#| message: Think: of # 'it'", {"message": "Think: of # 'it'"}),
        ("#| message: 'it''s'", {"message": "it's"}),
        ("#| message: 'tis so", {"message": "'tis so"}),
        ("#| message: 'a' or 'b'", {"message": "'a' or 'b'"}),
        ('#| message: "a\\n\\u00fc"', {"message": "a\nü"}),
        ("#| name: yes\n#| group: 12:30", {"name": "yes", "group": "12:30"}),
        ("#|name:x", {"name": "x"}),
        ("# | name: x", {"name": "x"}),
        ("#| stdin: Ada\n#| stdout: Ada", {"stdin": "Ada\n", "stdout": "Ada"}),
        ("#| stdin: 'Ada'\n#| stdout: \"\"", {"stdin": "Ada", "stdout": ""}),
        ("#| stdin:\n#| stdout:", {"stdin": "", "stdout": ""}),
        ("#| stdout: |\n#|   a: b\n#|\n#|     c\n#|\n#| points: 1", {"stdout": "a: b\n\n  c\n", "points": 1.0}),
        ("#| stdout: |-\n#|   a\n#|   b", {"stdout": "a\nb"}),
        ("#| stdout: |2\n#|     *\n#|    ***", {"stdout": "  *\n ***\n"}),
        ("#| stdout: |\n#|     *\n#|    ***", {"stdout": " *\n***\n"}),
        ("#| stdout: |\n#|   ---\n#|   #| tests", {"stdout": "---\n#| tests\n"}),
        ("#|stdout: |\n#| a", {"stdout": "a\n"}),
        ("#| stdout: |\n#| points: 1", {"stdout": "", "points": 1.0}),
        ("#| call: 'a'.upper()\n#| expected: \"A\"", {"call": "'a'.upper()", "expected": '"A"'}),
        ("#| call: |\n#|   f(\n#|       1\n#|   )\n#| raises: E", {"call": "f(\n    1\n)\n", "raises": "E"}),
    ],
)
def test_options_are_read_from_lines(source, found):
    read, faults = cell(f"#| tests\n{source}\nassert f()")
    assert (values(read), [line.text for line in read.body], faults) == (found, ["assert f()"], [])


@pytest.mark.parametrize(
    ("tags", "role", "found"),
    [
        (["tests"], "tests", {}),
        (["Hidden-Tests", "slow", "a=b"], "hidden tests", {}),
        (["hidden_tests", "points=2"], "hidden tests", {"points": 2.0}),
        (["tests", "shared", "score=true"], "tests", {"shared": True, "score": True}),
        (["tests", "message=What if x = 1?", "name = 'a b'"], "tests", {"message": "What if x = 1?", "name": "a b"}),
        (["tests", "stdin=3", 'stdout="9\\n"'], "tests", {"stdin": "3\n", "stdout": "9\n"}),
        (["tests", "raises=ValueError", "compare=strict", "group=g"], "tests", None),
        (["wrong", "name=off-by-one"], "wrong", {"name": "off-by-one"}),
        (["starter"], "starter", {}),
        (["setup", "tag"], "setup", {}),
        (["solution", "x=1"], "solution", {}),
    ],
)
def test_roles_and_options_are_read_from_tags(tags, role, found):
    read, faults = cell("f(1)", *tags)
    if found is None:
        found = {"raises": "ValueError", "compare": "strict", "group": "g"}
    assert (read.role, values(read), faults) == (role, found, [])


def test_a_wrong_solution_is_named_by_its_tag():
    read, _ = cell("x = 1", "wrong-off by_one")
    assert (read.role, read.name) == ("wrong", "off by one")


def test_tags_and_lines_go_together():
    read, faults = cell("#| points: 2\n#| name: n\nassert f()", "tests", "group=g")
    assert (values(read), faults) == ({"group": "g", "points": 2.0, "name": "n"}, [])


@pytest.mark.parametrize(
    ("source", "tags", "told"),
    [
        ("#| tests\n#| points: 1", ["points=2"], "cell 2, line 2: points is a tag of the cell too: keep one"),
        ("x", ["tests", "pints=2"], "cell 2: tag 'pints=2': there is no option 'pints': did you mean points=...?"),
        ("x", ["solution", "points=2"], "cell 2: tag 'points=2': there is no option 'points': solution has none"),
        ("#| tests\n#| points", [], "cell 2, line 2: there is no option 'points': did you mean `#| points: ...`?"),
        ("#| tests\n#| stdout: |\n#|   a\n#| b", [], "cell 2, line 4: there is no option 'b'"),
        ("#| tests\n#| message: >", [], "cell 2, line 2: message: a text of several lines begins with `|` or `|-`"),
        ("#| tests\n#| message: |+", [], "cell 2, line 2: message: a text of several lines begins with `|` or `|-`"),
        ('#| tests\n#| name: "a"b', [], "cell 2, line 2: name begins with a quote but is not text in quotes"),
        ("#| tests: 3", [], "cell 2, line 1: there is no role 'tests: 3': did you mean `#| tests`?"),
        ("#| starter\n#| name: x", [], "cell 2, line 2: there is no option 'name': starter has none"),
        ("x = 1\n#| tests", [], "cell 2, line 2: `#| tests` must be the first line of its cell"),
    ],
)
def test_what_is_wrong_with_an_option_is_told_where_it_is(source, tags, told):
    _, faults = cell(source, *tags)
    assert [fault for fault in faults if fault.startswith(told)], faults


@pytest.mark.parametrize("kind", ["code", "markdown"])
@pytest.mark.parametrize("mark", ["#| ---", "# | ---", "#|---", "#| --- "])
def test_what_stands_below_the_rule_is_taken_as_it_is(kind, mark):
    role = "solution" if kind == "code" else "hint"
    read, faults = cell(f"#| {role}\n{mark}\n\n#| tests\n### BEGIN SOLUTION\n#| ---\nx\n", kind=kind)
    assert [line.text for line in read.body] == ["#| tests", "### BEGIN SOLUTION", "#| ---", "x"]
    assert (read.role, read.plain, faults) == (role, True, [])


def test_lines_like_options_in_a_cell_without_a_role_are_text():
    read, faults = cell("#| label: fig\n\ntext", kind="markdown")
    assert ([line.text for line in read.body], read.role, faults) == (["#| label: fig", "", "text"], "", [])


@given(
    st.sampled_from(["name", "message", "group", "stdin", "stdout", "raises"]), texts.map(lambda t: t.replace("\r", ""))
)
def test_every_text_can_be_written_as_an_option(name, value):
    read, faults = cell("\n".join(["#| tests", *made.option(name, value), "#| points: 1", "assert f()"]))
    assert (values(read), faults) == ({name: value, "points": 1.0}, [])


@given(calls.map(lambda call: call.replace("\r", "").strip()))
def test_every_expression_can_be_written_as_an_option(call):
    read, faults = cell("\n".join(["#| tests", *made.option("call", call), "#| points: 1"]))
    assert (values(read)["call"].strip(), faults) == (call, [])
