"""Notebooks of Otter Assign, and those it gave to students."""

import pytest

from tests.jupyter_pyprac.authoring.importers.making import (
    block,
    case,
    cell,
    code,
    config,
    load,
    markdown,
    question,
    raw,
    reasons,
    solved,
)

TITLE = markdown("# Numbers\n\nDo it.")
TWO = "x = 2 # SOLUTION"


def one_question(*cases, solution=TWO, settings="", **more):
    return [config(settings), TITLE, *question("q1", *solved(solution), *block("TESTS", *cases), **more)]


def test_solutions_become_prompts_in_the_starter(tmp_path):
    text = """\
def f(x):
    y = x + 1 # SOLUTION
    # BEGIN SOLUTION
    y += 1
    # END SOLUTION
    return y # SOLUTION
a, b[0] = 1, 2 # SOLUTION
print(a == 1) # SOLUTION
hidden = 1 # SOLUTION NO PROMPT
# BEGIN SOLUTION NO PROMPT
more = 1
# END SOLUTION
mine = 1 # IGNORE
# BEGIN IGNORE
mine = 2
# END IGNORE
seed(1) # SEED
\"\"\" # BEGIN PROMPT
c = ...
\"\"\" # END PROMPT
"""
    _, found = load(tmp_path, *one_question(case("a", "1"), solution=text))
    assert found.starter_code == (
        "def f(x):\n    y = ...\n    ...\n    ...\na, b[0] = ...\n...\nseed(1)\nc = ...\n"
    )  # fmt: skip
    assert "return y" in found.solution
    assert "hidden = 1" in found.solution
    assert "mine" not in found.solution


def test_a_prompt_block_is_what_students_begin_with(tmp_path):
    cells = question(
        "q1", *block("PROMPT", code("x = None")), *solved("x = 2"), *block("TESTS", case("x == 2", "True"))
    )
    _, found = load(tmp_path, config(), TITLE, *cells)
    assert (found.solution, found.starter_code) == ("x = 2\n", "x = None\n")


def test_blocks_may_be_fenced_pieces_of_markdown(tmp_path):
    fenced = "Before.\n\n```otter\n# BEGIN QUESTION\nname: q1\n```\nAsk.\n```otter\n# BEGIN SOLUTION\n```"
    cells = (
        markdown(fenced),
        code(TWO),
        markdown("```otter\n# END SOLUTION\n```\n```otter\n# BEGIN TESTS\n```"),
        case("x", "2"),
        markdown("```otter\n# END TESTS\n```\n```otter\n# END QUESTION\n```\nAfter."),
    )
    _, found = load(tmp_path, TITLE, *cells)
    assert found.handout == "Do it.\n\nBefore.\n\nAsk.\n\nAfter.\n"
    assert (found.tests[0].name, found.tests[0].code) == ("q1 - 1", "assert x == 2\n")


def test_a_call_with_a_saved_value_shows_call_and_expected(tmp_path):
    solution = "def f(n):\n    return n * n # SOLUTION"
    _, found = load(tmp_path, *one_question(case("f(3)", "9"), case("# HIDDEN\nf(4)", "16"), solution=solution))
    assert [(test.call, test.expected, test.hidden) for test in found.tests] == [
        ("f(3)", "9", False),
        ("f(4)", "16", True),
    ]


@pytest.mark.parametrize(
    ("statement", "saved", "wrong"),
    [
        ("x == 2", {"result": "True"}, "x = 3"),
        ("x == 2", {"result": "np.True_"}, "x = 3"),
        ("x / 4", {"result": "np.float64(0.5)"}, "x = 3"),
        ("[x]", {"result": "[np.int64(2)]"}, "x = 3"),
        ("print(x)", {"printed": "2\n"}, "x = 3"),
        ("y = x\nstr(print(y))", {"printed": "2\n", "result": "'None'"}, "x = 3"),
        ("for i in range(x):\n    print(i)", {"printed": "0\n1\n"}, "x = 1"),
        ("assert x == 2", {}, "x = 3"),
        ("range(x)", {"result": "range(0, 2)"}, "x = 3"),
        ("'a' * x", {"result": "'aa'"}, "x = 3"),
    ],
)
def test_saved_outputs_are_compared_by_text_and_by_value(tmp_path, settle, statement, saved, wrong):
    course, _ = load(tmp_path, *one_question(case(statement, **saved), solution="x = 2"))
    settled, grade = settle(course)
    assert grade("x = 2").correct
    assert not grade(wrong).correct
    assert not settled.assignments[0].tests[0].shared


def test_a_test_cell_may_say_what_it_is(tmp_path):
    text = '""" # BEGIN TEST CONFIG\nname: small\npoints: 2\nhidden: true\nsuccess_message: Yes\n'
    text += 'failure_message: "Is it: small?"\n""" # END TEST CONFIG\nx < 3'
    _, found = load(tmp_path, *one_question(case(text, "True"), case("x", "2"), points=3))
    visible, hidden = found.tests
    assert (hidden.name, hidden.points, hidden.message) == ("small", 2, "Is it: small?")
    assert (visible.name, visible.points) == ("q1 - 2", 1)


@pytest.mark.parametrize(
    ("points", "expected"),
    [(None, [0.5, 0.5]), (3, [1.5, 1.5]), ([1, 2], [1, 2]), ({"each": 2}, [2, 2]), (0, [0, 0])],
)
def test_points_are_shared_as_otter_does(tmp_path, points, expected):
    _, found = load(tmp_path, *one_question(case("x", "2"), case("x + 1", "3"), points=points))
    assert [test.points for test in found.tests] == expected


@pytest.mark.parametrize(
    ("together", "points"), [(False, 2), (True, 0)]
)  # fmt: skip
def test_all_or_nothing_is_a_group(tmp_path, settle, together, points):
    cells = one_question(case("x > 0", "True"), case("x == 2", "True"), points=4, all_or_nothing=together)
    course, _ = load(tmp_path, *cells)
    _, grade = settle(course)
    assert [grade(text).points for text in ("x = 2", "x = 3")] == [4, points]


def test_functions_of_the_students_names_are_called_with_them(tmp_path, settle):
    cells = one_question(
        case("def test_f(f, x):\n    assert f(x) == 4\n\ntest_f(f, x)"),
        case("# HIDDEN\ndef test_env(env):\n    assert env['x'] == 2"),
        solution="x = 2\ndef f(n):\n    return n * n",
        settings="tests:\n    ok_format: false",
        points=2,
    )
    course, _ = load(tmp_path, *cells)
    settled, grade = settle(course)
    verdict = grade("x = 2\ndef f(n): return 5")
    assert (verdict.points, verdict.max_points) == (1, 2)
    assert grade(settled.assignments[0].solution).correct
    assert not any(test.shared for test in settled.assignments[0].tests)


def test_settings_may_lie_in_a_file(tmp_path):
    (tmp_path / "settings.yml").write_text("tests:\n  ok_format: false\n")
    cells = one_question(case("def test(x):\n    assert x"), settings="config_file: settings.yml")
    assert load(tmp_path, *cells)[1].tests[0].code.endswith("check(x)\n")


def test_files_of_the_settings_come_along(tmp_path):
    (tmp_path / "data.csv").write_text("1")
    course, found = load(tmp_path, *one_question(case("x", "2"), settings="files:\n- data.csv\n- none.csv\n- [1]"))
    assert [file.name for file in found.files] == ["data.csv"]
    assert "cell 1: 'none.csv' is not beside the notebook and did not come over" in course.notes["task"]


def test_questions_graded_by_hand_are_ungraded_text(tmp_path):
    by_hand = question("q2", markdown("Why?"), *block("SOLUTION", markdown("Because.")), manual=True, points=5)
    course, found = load(tmp_path, *one_question(case("x", "2")), *by_hand)
    assert (found.handout, found.max_points) == ("Do it.\n\nWhy?\n", 1)
    assert any("question 'q2' is graded by hand" in note for note in course.notes["task"])
    assert course.notes["task"][0] == "comes from Otter: 2 questions, 1 test, 0 hidden"


def test_later_questions_use_earlier_answers(tmp_path, settle):
    cells = [
        *one_question(case("x", "2")),
        *question("q2", *solved("y = x + 1 # SOLUTION"), *block("TESTS", case("y", "3"))),
    ]
    course, found = load(tmp_path, *cells)
    _, grade = settle(course)
    assert grade(found.solution).correct
    assert grade("x = 2\ny = 0").points == 1


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([raw("# END QUESTION")], "cell 11, line 1: END QUESTION without a BEGIN"),
        ([raw("# BEGIN QUESTION\nname: q")], "cell 11, line 1: BEGIN QUESTION without an END below it"),
        (block("TESTS", case("x", "2")), "cell 11, line 1: BEGIN TESTS outside a question"),
        (question("q2", raw("# BEGIN TESTS")), "cell 13, line 1: END QUESTION while its block of TESTS is still open"),
        (question("q2", raw("# END TESTS")), "cell 12, line 1: END TESTS without a BEGIN"),
        ([raw("# BEGIN QUESTION\nname: [1"), raw("# END QUESTION")], "cell 11, line 2: is not YAML"),
        ([raw("# BEGIN QUESTION\n- 1"), raw("# END QUESTION")], "cell 11, line 1: must hold `name: value` lines"),
        (question("q2", *block("TESTS", markdown("x"))), "cell 13: is a markdown cell among tests"),
        (question("q2", *block("TESTS", case("x =", ""))), "cell 13, line 1: is not valid Python"),
        (question("q2", *block("TESTS", case("x == 2"))), "cell 13, line 1: there is no saved output to compare"),
        (question("q2", *block("TESTS", case("x", "2")), points=[1, 2]), "cell 11, line 1: question 'q2': there are 2"),
        (question("q2", *block("TESTS", case("x", "2")), points="two"), "cell 11, line 1: question 'q2': its points"),
        (question("q2", *solved("# BEGIN SOLUTION\ny = 1")), "cell 13, line 1: BEGIN SOLUTION without an END"),
        (question("q2", *solved("# BEGIN IGNORE\ny = 1")), "cell 13, line 1: BEGIN IGNORE without an END"),
        (
            question("q2", *block("TESTS", case('""" # BEGIN TEST CONFIG\nname: x\n"""\nx', "2"))),
            "cell 13, line 1: BEGIN TEST CONFIG without an END",
        ),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_place(tmp_path, cells, words):
    assert any(reason.startswith(words) for reason in reasons(tmp_path, *one_question(case("x", "2")), *cells))


def test_cells_to_be_ignored_are(tmp_path):
    _, found = load(tmp_path, *one_question(case("x", "2")), code("# IGNORE\nz = 1"), markdown("## Ignore ##\nno"))
    assert "z" not in found.solution + found.handout


def test_a_picture_in_a_saved_output_says_nothing(tmp_path):
    picture = {"output_type": "display_data", "data": {"image/png": "aGk="}, "metadata": {}}
    _, found = load(tmp_path, *one_question(cell("code", "assert x == 2", [picture, {}, None, 3])))
    assert found.tests[0].code == "assert x == 2\n"


def test_a_master_notebook_may_speak_with_otters_grader(tmp_path):
    begin = code("import otter\ngrader = otter.Notebook('task.ipynb')  # for us\ny = 1")
    _, found = load(tmp_path, config(), TITLE, begin, *one_question(case("x == 2", "True"))[2:])
    assert found.solution == "y = 1\n\n\nx = 2 # SOLUTION\n"


def test_a_cell_outside_questions_that_shows_an_error_is_left_out(tmp_path):
    shown = cell("code", "1 / 0", tags=["raises-exception"])
    course, found = load(tmp_path, config(), TITLE, shown, *one_question(case("x == 2", "True"))[2:])
    assert found.solution == "x = 2 # SOLUTION\n"
    assert any("raises-exception and was left out" in note for note in course.notes["task"])


@pytest.mark.parametrize(
    ("kind", "text", "line"),
    [
        ("markdown", "# BEGIN QUESTION\nname: q1", 1),
        ("markdown", "Do it.\n\n```\nBEGIN QUESTION\nname: q1\n```", 4),
        ("markdown", "```\nBEGIN ASSIGNMENT\n```", 2),
        ("code", "# BEGIN QUESTION\n# name: q1", 1),
    ],
)
def test_a_boundary_that_is_in_no_raw_cell_is_refused_with_its_place(tmp_path, kind, text, line):
    (reason,) = reasons(tmp_path, TITLE, cell(kind, text), code("x = 2"))
    assert reason.startswith(f"cell 2, line {line}: `")
    assert "is read in a raw cell alone" in reason
