from jupyter_pyprac.authoring import source
from tests.jupyter_pyprac.authoring.notebooks import HANDOUT, SOLUTION, TESTS, load, reasons


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
