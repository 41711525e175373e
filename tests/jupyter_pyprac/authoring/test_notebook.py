import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_pyprac.authoring import formats, source
from jupyter_pyprac.authoring.faults import Refused

IMAGE = b"\x89PNG"
DATA_URI = f"data:image/png;base64,{base64.b64encode(IMAGE).decode()}"
HANDOUT = ("markdown", "# Search\n\nFind it.")
SOLUTION = ("code", "#| solution\ndef f(x):\n    return x\n")
TESTS = ("code", "#| tests\nassert f(1) == 1")


def text(*cells, metadata=None, **top):
    made = [{"cell_type": kind, "source": source, "metadata": {"tags": tags}} for kind, source, *tags in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata or {}, "cells": made} | top)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "course.toml").write_text('slug = "basics"\ntitle = "Basics"\nlanguage = "de"\n')
    return tmp_path


def load(folder, *cells, **options):
    """The assignment of a notebook in the folder."""
    (folder / "01-search.ipynb").write_text(text(*cells, **options))
    return source.load(folder).assignments[0]


def reasons(folder, *cells, **options):
    with pytest.raises(Refused) as refused:
        load(folder, *cells, **options)
    assert {reason.source for reason in refused.value.reasons} == {"01-search.ipynb"}
    return [reason.reason for reason in refused.value.reasons]


def test_the_course_comes_from_its_file(folder):
    load(folder, HANDOUT, TESTS)
    course = source.load(folder).course
    assert (course.slug, course.title, course.language) == ("basics", "Basics", "de")


def test_the_first_heading_is_the_title_and_the_other_markdown_the_handout(folder):
    assignment = load(
        folder,
        ("markdown", "```\n# no heading\n```\n\n# Search *it* #\nFind it."),
        ("markdown", "## More\nText"),
        TESTS,
    )
    assert assignment.title == "Search *it*"
    assert assignment.handout == "```\n# no heading\n```\n\nFind it.\n\n## More\nText\n"


def test_the_slug_is_the_file_name_without_its_number(folder):
    assert load(folder, HANDOUT, TESTS).slug == "search"


def test_a_file_that_the_code_needs_and_nobody_lists_is_told(folder):
    for name in ("helpers.py", "listed.py", "in_turn.py", "data.csv", "more.csv"):
        (folder / name).write_text("import in_turn" if name == "listed.py" else "")
    code = ("code", "#| solution\nimport helpers, listed, os\nf = open('data.csv'), open('more.csv'), open('none.csv')")
    load(folder, HANDOUT, code, TESTS, metadata={"pyprac": {"files": ["listed.py", "more.csv"]}})
    told = source.load(folder).notes["search"]
    assert [note.split(",")[0] for note in told if "lies beside" in note] == [
        f"the code needs {name}" for name in ("data.csv", "helpers.py", "in_turn.py")
    ]


def test_what_only_jupyter_awaits_is_told(folder):
    (told,) = reasons(folder, HANDOUT, ("code", "#| solution\nimport asyncio\nawait asyncio.sleep(0)"), TESTS)
    assert told.endswith("'await' outside function, as Jupyter alone allows it: use `asyncio.run(...)`")


def test_metadata_of_the_notebook_wins(folder):
    (folder / "data.csv").write_bytes(b"1,2")
    metadata = {
        "pyprac": {
            "slug": "find-it",
            "order_number": 9,
            "topic": "Lists",
            "limits": {"seconds": 1},
            "due_at": "2026-01-01T00:00:00Z",
            "files": ["data.csv"],
        }
    }
    assignment = load(folder, HANDOUT, TESTS, metadata=metadata)
    assert (assignment.slug, assignment.order_number, assignment.topic) == ("find-it", 9, "Lists")
    assert (assignment.limits.seconds, assignment.files[0].name) == (1.0, "data.csv")


def test_roles_may_be_tags(folder):
    assignment = load(
        folder,
        HANDOUT,
        ("code", "x = 1", "solution"),
        ("code", "assert f(1) == 1", "hidden-tests", "slow"),
        ("markdown", "Think", "hint"),
    )
    assert assignment.solution == "x = 1\n"
    assert assignment.tests[0].hidden
    assert assignment.hints == ("Think",)


def test_a_formatter_may_put_a_space_into_the_mark(folder):
    assert load(folder, HANDOUT, ("code", "# | tests\n# | name: one\nassert f(1) == 1")).tests[0].name == "one"


def test_regions_of_the_solution_are_left_out_of_the_starter(folder):
    code = "#| solution\ndef f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION\n\nprint(1)"
    assignment = load(folder, HANDOUT, ("code", code), TESTS)
    assert assignment.solution == "def f(x):\n    return x\n\nprint(1)\n"
    assert assignment.starter_code == "def f(x):\n    # Write your code here\n    ...\n\nprint(1)\n"


def test_a_starter_cell_wins_over_regions(folder):
    cells = (("code", "#| starter\npass"), ("code", "#| solution\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION"))
    assert load(folder, HANDOUT, *cells, TESTS).starter_code == "pass\n"


def test_a_solution_without_regions_never_becomes_the_starter(folder):
    assert load(folder, HANDOUT, SOLUTION, TESTS).starter_code == ""


def test_cells_of_one_role_are_stacked(folder):
    cells = (("code", "#| setup\nimport math"), ("code", "#| setup\nimport json"))
    assert load(folder, HANDOUT, *cells, TESTS).setup_code == "import math\n\n\nimport json\n"


def test_wrong_solutions_are_named_by_their_role(folder):
    (wrong,) = load(folder, HANDOUT, TESTS, ("code", "#| wrong Off by one\nx = 1")).wrong_solutions
    assert (wrong.name, wrong.code) == ("Off by one", "x = 1\n")


def test_each_assert_of_a_cell_of_asserts_is_a_test(folder):
    code = (
        '#| tests\n#| points: 3\n#| message: "Look \\"there\\""\nfrom submission import *\n'
        "assert f(1) == 1\nassert f(2) > 1\nassert f(\n    3\n) == 3, 'own'"
    )
    tests = load(folder, HANDOUT, ("code", code)).tests
    assert [(test.call, test.expected, test.code, test.points, test.message) for test in tests] == [
        ("f(1)", "1", None, 1.0, 'Look "there"'),
        (None, None, "assert f(2) > 1\n", 1.0, 'Look "there"'),
        ("f(3)", "3", None, 1.0, "own"),
    ]


def test_imports_and_plain_values_beside_asserts_leave_each_a_test_of_its_own(folder):
    code = (
        "#| tests\nimport math\nassert f(1) == 1\ndata = [1, 2]\n"
        "half = math.floor(len(data) / 2)\nassert f(\n    data\n) == data, 'own'\nassert f(3) == 3"
    )
    tests = load(folder, HANDOUT, ("code", code)).tests
    setup = "import math\ndata = [1, 2]\nhalf = math.floor(len(data) / 2)\n"
    assert [(test.name, test.call, test.code, test.points, test.message) for test in tests] == [
        ("Test 1", "f(1)", None, 1.0, None),
        ("Test 2", None, f"{setup}assert f(\n    data\n) == data, 'own'\n", 1.0, "own"),
        ("Test 3", "f(3)", None, 1.0, None),
    ]


def test_a_call_that_asserts_is_a_test_like_an_assert(folder):
    code = "#| tests\nimport numpy as np\nassert f(1) == 1\nnp.testing.assert_allclose(f(2), 2)"
    tests = load(folder, HANDOUT, ("code", code)).tests
    assert [(test.call, test.code) for test in tests] == [
        ("f(1)", None),
        (None, "import numpy as np\nnp.testing.assert_allclose(f(2), 2)\n"),
    ]


@pytest.mark.parametrize("between", ["made = f(1)", "f(1)", "for n in [1]: pass", "import submission", "del f"])
def test_asserts_that_may_depend_on_each_other_are_one_test_and_noted(folder, between):
    code = f"#| tests\nassert f(1) == 1\n{between}\nassert f(2) == 2"
    assert len(load(folder, HANDOUT, ("code", code)).tests) == 1
    (note,) = [note for note in source.load(folder).notes["search"] if "together" in note]
    assert note.startswith("cell 2, line 3: its asserts are one test together")
    assert note.endswith(between)


def test_each_method_and_function_in_a_cell_is_a_test(folder):
    code = "import unittest\nclass TestF(unittest.TestCase):\n    def test_a(self): self.assertEqual(f(1), 1)\n\n"
    code += "    def test_b(self): self.assertEqual(f(2), 2)\n\ndef test_c():\n    assert f(3) == 3"
    tests = load(
        folder, HANDOUT, ("code", f"#| tests\n{code}"), ("code", f"#| hidden tests\n#| points: 6\n{code}")
    ).tests
    names = ["TestF.test_a", "TestF.test_b", "test_c", "Hidden test 1", "Hidden test 2", "Hidden test 3"]
    assert [(test.name, test.points) for test in tests] == list(zip(names, [1.0] * 3 + [2.0] * 3, strict=True))


def test_each_part_of_a_cell_knows_its_own_lines(folder):
    code = "#| tests\nimport math\ndef test_a():\n    assert f(1) == 1\n\n\n"
    code += "# more\ndef test_b():\n    assert f(2) == 2\n\n"
    tests = load(folder, HANDOUT, ("code", f"{code}def test_c():\n    assert f(3)"), TESTS).tests
    origin = source.load(folder).origins["search"]
    for index, test in enumerate(tests[:3]):
        assert [line.text for line in origin.places[f"tests[{index}]"]] == test.code.splitlines()
    last = len(tests[1].code.splitlines())
    assert (origin.where("tests[1]", last), origin.where("tests[3]")) == ("cell 2, line 9", "cell 3, line 2")


def test_asserts_of_a_shared_cell_stay_code(folder):
    tests = load(folder, HANDOUT, ("code", "#| tests\n#| shared: true\nassert f(1) == 1\nassert f(2) == 2")).tests
    assert [(test.code, test.shared) for test in tests] == [("assert f(1) == 1\n", True), ("assert f(2) == 2\n", True)]


def test_other_python_in_a_cell_is_one_test(folder):
    (test,) = load(folder, HANDOUT, ("code", "#| tests\n#| name: stack\ns = Stack()\nassert s.pop() == 1")).tests
    assert (test.name, test.code, test.points) == ("stack", "s = Stack()\nassert s.pop() == 1\n", 1.0)


def test_calls_below_raises_must_raise_and_are_shown_as_written(folder):
    tests = load(folder, HANDOUT, ("code", "#| tests\n#| raises: ValueError\nf(-1)\nf( 'x' )")).tests
    assert [(test.call, test.raises) for test in tests] == [("f(-1)", "ValueError"), ("f( 'x' )", "ValueError")]


def test_the_message_of_an_assert_that_is_no_comparison_is_the_tests_message(folder):
    cell = "#| hidden tests\n#| message: both\nassert f(1) < 2, 'less'\nassert f(1) > 0\nassert f(2) > 1, f'{1}'"
    assert [test.message for test in load(folder, HANDOUT, ("code", cell)).tests] == ["less", "both", "both"]


def test_stdin_and_stdout_run_the_submission_as_a_script(folder):
    block = "#| hidden tests\n#| stdin: Ada\n#| stdout: |\n#|   name: ?\n#|\n#|     Hello,\n#| points: 2"
    (test,) = load(folder, HANDOUT, ("code", block)).tests
    assert (test.stdin, test.stdout, test.points, test.hidden) == ("Ada\n", "name: ?\n\n  Hello,\n", 2.0, True)


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


def test_a_link_that_leads_out_of_the_folder_is_not_followed(folder):
    (folder.parent / "secret.png").write_bytes(IMAGE)
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    (reason,) = reasons(folder, ("markdown", "# T\n\n![a](link.png)"), TESTS)
    assert reason.startswith("cell 1: the image ")


def test_images_of_the_web_and_cells_without_a_role_are_noted(folder):
    load(folder, ("markdown", "# T\n\n![a](https://example.org/a.png)"), TESTS, ("code", "scratch()"), ("code", " "))
    first, second = source.load(folder).notes["search"]
    assert "loaded from the web" in first
    assert second == "cell 3 has no role and was left out"


@pytest.mark.parametrize("first", ["# solution", "#solution", "## Solution"])
def test_a_mark_without_its_bar_is_noted(folder, first):
    load(folder, HANDOUT, TESTS, ("code", f"{first}\nx = 1"))
    (note, *_) = source.load(folder).notes["search"]
    assert note == "cell 3 has no role and was left out: did you mean `#| solution`?"


@pytest.mark.parametrize(
    ("tag", "hint"),
    [("test", ": did you mean the tag tests?"), ("Hidden_Test", ": did you mean the tag hidden-tests?"), ("skip", "")],
)
def test_a_tag_that_is_nearly_a_role_is_noted(folder, tag, hint):
    cell = {"cell_type": "code", "source": "x = 1", "metadata": {"tags": [tag]}}
    content = json.loads(text(HANDOUT, TESTS))
    content["cells"].append(cell)
    (folder / "01-search.ipynb").write_text(json.dumps(content))
    (note, *_) = source.load(folder).notes["search"]
    assert note == f"cell 3 has no role and was left out{hint}"


def test_a_slug_that_came_from_the_file_name_says_so(folder):
    (folder / "02-search.ipynb").write_text(text(HANDOUT, TESTS))
    with pytest.raises(
        Refused, match=r"^02-search\.ipynb: slug: 'search' is the slug of .*it comes from the file name"
    ):
        load(folder, HANDOUT, TESTS)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ([("code", "#| solutoin\nx")], "cell 2, line 1: there is no role 'solutoin': did you mean `#| solution`?"),
        (
            [("code", "#| tests\n#| pints: 3\nassert f(1) == 1")],
            "cell 2, line 2: there is no option 'pints': did you mean `#| points: ...`?",
        ),
        (
            [("code", "#| solution\n#| points: 3\nx = 1")],
            "cell 2, line 2: there is no option 'points': solution has none",
        ),
        (
            [("code", "#| tests\n#| points: two\nassert f(1) == 1")],
            "cell 2, line 2: points: must be a number, not text",
        ),
        ([("code", '#| tests\n#| name: "x\nassert f(1) == 1')], "cell 2, line 2: name begins with a quote"),
        ([("code", "#| tests\n#| name: x\n#| name: y\nassert f(1) == 1")], "cell 2, line 3: name is there twice"),
        ([("code", "#| tests\n\nassert f(1) ==\n")], "cell 2, line 3: is not valid Python: invalid syntax"),
        ([("code", "#| tests\n# nothing")], "cell 2: checks nothing"),
        ([("code", "#| tests\nprint(f(1))")], "cell 2: checks nothing: write an assert"),
        (
            [("code", "\n# mine\n#| tests\nassert f(1) == 1")],
            "cell 2, line 3: `#| tests` must be the first line of its cell",
        ),
        (
            [("code", "#| solution\n### BEGIN SOLUTON\nx = 1\n### END SOLUTION")],
            "cell 2, line 4: END SOLUTION without a BEGIN: did you mean `### BEGIN SOLUTION` by `### BEGIN SOLUTON`",
        ),
        ([("code", "#| tests\n#| raises: ValueError\nx = f(1)")], "cell 2, line 3: below `#| raises` goes one call"),
        ([("code", "#| tests\n#| stdout: x\nassert 1")], "cell 2, line 3: a test with stdout has no code below"),
        ([("code", "#| tests\n#| stdin: x")], "cell 2, line 2: stdout: is missing"),
        ([("code", "#| tests\nx = 1\nreturn x")], "cell 2, line 3: is not valid Python: 'return' outside function"),
        ([("markdown", "#| tests\nassert f(1) == 1")], "cell 2: is a markdown cell, but tests goes into a code cell"),
        ([("code", "#| hint\nx")], "cell 2: is a code cell, but hint goes into a markdown cell"),
        ([("code", "#| tests\nassert f(1) == 1", "solution")], "cell 2: has two roles, solution and tests"),
        ([("code", "#| solution\nx = 1\ny = (\n")], "cell 2, line 3: is not valid Python: '(' was never closed"),
        ([("code", "#| setup\n1"), ("code", "#| setup\n\nx = (")], "cell 3, line 3: is not valid Python"),
        ([("code", "#| solution\n### BEGIN SOLUTION\nx = 1")], "cell 2, line 2: BEGIN SOLUTION without an END"),
        ([("code", "#| solution\nx = 1\n### END SOLUTION")], "cell 2, line 3: END SOLUTION without a BEGIN"),
        ([("code", "#| wrong w\nx = (")], "cell 2, line 2: code: is not valid Python: '(' was never closed"),
        ([("markdown", "#| hint\n\n")], "hints[0]: is empty"),
        ([("code", "#| wrong\nx = 1")], "cell 2: a wrong solution needs a name"),
        (
            [("code", "#| solution\n\n%matplotlib inline")],
            "cell 2, line 3: is not valid Python: a line that begins with %",
        ),
        ([("code", "#| tests\n!ls")], "cell 2, line 2: is not valid Python: a line that begins with % or !"),
        ([("code", "#| setup\nfiles = !ls")], "cell 2, line 2: is not valid Python: a line that begins with % or !"),
        ([("code", "#| setup\nx = 7 $ 2")], "cell 2, line 2: is not valid Python: invalid syntax"),
        (
            [("code", "#| starter\nx = 1\n### BEGIN SOLUTION\n### END SOLUTION")],
            "cell 2, line 3: students get the starter as it is",
        ),
        ([("code", "#| setup\n# BEGIN SOLUTION")], "cell 2, line 2: students get the setup as it is"),
        (
            [("code", "def f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION")],
            "cell 2, line 2: `### BEGIN SOLUTION` in a cell without a role: begin the cell with `#| solution`",
        ),
    ],
)
def test_a_fault_names_cell_and_line(folder, cells, reason):
    found = reasons(folder, HANDOUT, *cells, TESTS)
    assert any(each.startswith(reason) for each in found), found


def test_what_is_refused_tells_its_notes_as_well(folder):
    (folder / "01-a.ipynb").write_text(text(HANDOUT, ("code", "x = 1"), TESTS))
    (folder / "02-b.ipynb").write_text(text(HANDOUT))
    (folder / "course.toml").unlink()
    with pytest.raises(Refused) as refused:
        source.load(folder)
    assert [source for source, _ in refused.value.reasons] == ["02-b.ipynb"]
    (warning, note) = refused.value.notes
    assert warning.reason.startswith("there is no course.toml")
    assert note == ("01-a.ipynb", "cell 2 has no role and was left out")


def test_every_fault_of_every_notebook_is_listed_in_their_order(folder):
    (folder / "01-a.ipynb").write_text(
        text(HANDOUT, ("code", "#| tests\n#| x: 1\nassert f(1) == 1"), ("code", "#| solution\n("))
    )
    (folder / "02-b.ipynb").write_text(
        text(HANDOUT, TESTS, metadata={"pyprac": {"slug": "a", "limits": {"seconds": 0}}})
    )
    (folder / "10-c.ipynb").write_text("[]")
    (folder / "9-c.ipynb").write_text(text())
    with pytest.raises(Refused) as refused:
        source.load(folder)
    assert [f"{reason.source}: {reason.reason[:40]}" for reason in refused.value.reasons] == [
        "01-a.ipynb: cell 3, line 2: is not valid Python: '('",
        "01-a.ipynb: cell 2, line 2: there is no option 'x': ",
        "02-b.ipynb: notebook metadata: limits.seconds: must ",
        "02-b.ipynb: notebook metadata: slug: 'a' is the slug",
        "9-c.ipynb: has no title: begin its first Markdown c",
        "9-c.ipynb: has no handout: write what is to be done",
        "9-c.ipynb: has no tests: begin a code cell with `#|",
        "10-c.ipynb: is not a notebook",
    ]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("", "is empty"),
        ("not JSON", "is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "is not a notebook"),
        ("{}", "is not a notebook"),
        ('{"nbformat": 5, "cells": []}', "newer than 4"),
        ('{"nbformat": 4}', "list of cells is damaged"),
        ('{"nbformat": 4, "cells": [1]}', "cell 1: is damaged"),
        ('{"nbformat": 4, "cells": [{"cell_type": "code", "source": 3}]}', "cell 1: is damaged"),
        ('{"nbformat": 3}', "damaged"),
        ('{"nbformat": 3, "worksheets": [{"cells": [3]}]}', "damaged"),
        (text(metadata={"kernelspec": {"name": "ir", "language": "R"}}), "written for 'r'"),
        (text(metadata={"language_info": {"name": "julia"}}), "written for 'julia'"),
        (text(HANDOUT, TESTS, metadata={"pyprac": 3}), "pyprac must be an object"),
        (text(HANDOUT, TESTS, metadata={"pyprac": {"topc": "x"}}), "pyprac.topc is not known: did you mean topic?"),
        (text(HANDOUT, TESTS, metadata={"pyprac": {"files": ["../x"]}}), "no file '../x'"),
        (text(HANDOUT, TESTS, metadata={"pyprac": {"files": [["x"]]}}), "no file ['x']"),
    ],
)
def test_what_cannot_be_imported_is_refused_with_a_sentence(folder, raw, words):
    (folder / "01-search.ipynb").write_text(raw)
    with pytest.raises(Refused, match=r"^01-search\.ipynb: ") as refused:
        source.load(folder)
    assert words in str(refused.value)


def test_notebooks_of_older_formats_are_read(folder):
    cells = [
        {"cell_type": "heading", "level": 1, "source": ["Search"], "metadata": {}},
        {"cell_type": "markdown", "source": ["Find it."], "metadata": {}},
        {
            "cell_type": "code",
            "input": ["#| tests\n", "assert f(1) == 1"],
            "metadata": {},
            "language": "python",
            "outputs": [],
            "collapsed": False,
        },
    ]
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": cells, "metadata": {}}],
    }
    (folder / "01-search.ipynb").write_text(json.dumps(old))
    assert source.load(folder).assignments[0].title == "Search"


def test_outputs_are_not_looked_at_however_large_they_are(folder):
    raw = json.loads(text(HANDOUT, TESTS))
    raw["cells"][1]["outputs"] = [{"output_type": "nonsense", "text": "x" * 60_000_000}]
    (folder / "01-search.ipynb").write_text(json.dumps(raw))
    assert source.load(folder).assignments[0].tests[0].call == "f(1)"


def test_a_notebook_by_itself_is_a_course_named_after_it(folder):
    (folder / "07-my-day.ipynb").write_text(text(HANDOUT, TESTS))
    found = source.load(folder / "07-my-day.ipynb")
    assert (found.course.slug, found.course.title, found.assignments[0].id) == ("my-day", "Search", "my-day/my-day")


def test_a_notebook_taken_out_of_its_course_is_told_to_be_one_of_its_own(folder):
    load(folder, HANDOUT, TESTS)
    (warning,) = source.load(folder / "01-search.ipynb").warnings
    assert "a course of its own, 'search'" in warning
    (folder / "course.toml").unlink()
    assert source.load(folder / "01-search.ipynb").warnings == ()


def test_an_editor_that_will_be_empty_is_noted(folder):
    load(folder, HANDOUT, SOLUTION, TESTS)
    (note,) = source.load(folder).notes["search"]
    assert note.endswith("students begin with an empty editor")
    load(folder, HANDOUT, SOLUTION, ("code", "#| starter\ndef f(x): ..."), TESTS)
    assert source.load(folder).notes == {}


def test_a_folder_that_does_not_name_its_course_is_named_after_itself_with_a_warning(tmp_path):
    folder = tmp_path / "My Course"
    folder.mkdir()
    (folder / "a.ipynb").write_text(text(HANDOUT, TESTS))
    found = source.load(folder)
    assert (found.course.slug, found.course.title) == ("my-course", "My Course")
    assert "course.toml" in found.warnings[0]


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("title = My course", "texts need quotes"),
        ("slug = ", "is not TOML"),
        ('slug = "b"', "title: is missing"),
        ('slug = "B c"\ntitle = "x"', "slug: 'B c' does not fit"),
        ('slug = "b"\ntitle = "x"\nlangage = "en"', "langage: is not a known field: did you mean language?"),
        ('slug = "b"\ntitle = 2026-01-01', "title: must be text"),
    ],
)
def test_a_fault_in_the_courses_file_is_named(folder, toml, words):
    (folder / "a.ipynb").write_text(text(HANDOUT, TESTS))
    (folder / "course.toml").write_text(toml)
    with pytest.raises(Refused, match=r"^course\.toml: ") as refused:
        source.load(folder)
    assert words in str(refused.value)


def test_the_file_of_a_course_stands_for_no_course(folder):
    with pytest.raises(Refused, match="give the folder"):
        source.load(folder / "course.toml")


def test_places_without_a_course_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "nothing.json", tmp_path / "nothing.ipynb"):
        with pytest.raises(Refused):
            source.load(path)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["code", "markdown", "raw"]),
            st.text(st.sampled_from("#| \n:tesharwin\"'xd=()1"), max_size=60),
        ),
        max_size=4,
    )
)
def test_no_text_in_a_cell_makes_the_reader_fail(cells):
    draft = formats.read(text(*cells).encode(), "x.ipynb", lambda _: None)
    assert draft.data is not None


@pytest.mark.parametrize("filling", ["![" * 200_000, "# " + " " * 200_000 + "x", "#" * 200_000, "![](" + " " * 200_000])
def test_no_handout_keeps_the_reader_busy(filling):
    assert formats.read(text(("markdown", filling)).encode(), "x.ipynb", lambda _: None).data


def test_a_file_that_is_not_there_is_one_fault(folder):
    told = reasons(folder, HANDOUT, SOLUTION, TESTS, metadata={"pyprac": {"files": ["../x"]}})
    assert told == ["notebook metadata: pyprac.files: there is no file '../x' beside the notebook"]


def test_what_two_solution_cells_define_is_noted(folder):
    again = ("code", "#| solution\nX = 2\nclass f:\n    pass\ndef g():\n    pass")
    load(folder, HANDOUT, ("code", "#| solution\nX = 1\ndef f(x):\n    return x"), again, TESTS)
    assert [note for note in source.load(folder).notes["search"] if "again" in note] == [
        "cell 3 defines f again, which cell 2 defines: the last one counts"
    ]
