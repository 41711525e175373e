"""Whole bundles for property tests: valid ones with nasty texts, and values that fit in no place."""

import base64

from hypothesis import strategies as st

from jupyter_pyprac.authoring.pytext import Syntax, parsed

SNIPPETS = (
    "",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "x",
    "ü 🦦 日本",
    "#| tests",
    "# | points: 3",
    "#| hint\n",
    "#| ---",
    "#|",
    "---",
    "### BEGIN SOLUTION\n",
    "    ### END SOLUTION\n",
    "# Heading\n",
    "## C# #\n",
    '"""',
    "'''",
    '"',
    "'",
    "\\",
    "```\n",
    "![a](b.png)",
    "![a](data:image/png;base64,iVBORw0KGgo=)",
    "![a](DATA:image/png;base64,AAAA)",
    "![a](attachment:b.png)",
    "<script>",
    "true",
    "|",
    "|-",
    "{}",
    "key: value",
    "\u2028",
    "\x0c",
    "\x85",
    "%matplotlib inline\n",
    ">>> f(1)\n",
)
SIGNS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
texts = st.lists(st.sampled_from(SNIPPETS) | SIGNS, max_size=6).map("".join)
filled = texts.filter(str.strip)
lines = texts.map(
    lambda text: "".join(sign for sign in text if sign >= " " and not "\x7f" <= sign <= "\x9f")[:80].strip()
)
titles = lines.filter(bool)
slugs = st.from_regex(r"[a-z0-9]{1,4}([-_][a-z0-9]{1,3}){0,2}", fullmatch=True)
moments = st.sampled_from(["2026-01-01T00:00:00Z", "2026-03-01T10:00:00.123456+02:00"])
literals = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
).map(repr)


def is_python(code: str) -> bool:
    return not isinstance(parsed(code), Syntax)


strings = texts.map(repr) | texts.map(lambda text: f'"""{text}"""').filter(is_python)
statements = st.one_of(
    st.sampled_from(
        [
            "",
            "x = 1",
            "def f(x):\n    return x",
            "def f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION",
            "#| tests\nx = 2",
            "#| points: 2",
            "# solution",
            "for n in range(3):\n\tprint(n)  # 🦦",
            "x = '''\n### BEGIN SOLUTION\n#| hidden tests\n'''",
            "y = (\n\n    1\n)",
            "from submission import *",
            "import math",
        ]
    ),
    strings.map(lambda text: f"t = {text}"),
    texts.map(lambda text: "".join(f"# {line}\n" for line in text.split("\n"))).filter(is_python),
)
programs = st.lists(statements, max_size=4).map("\n".join).filter(is_python)
calls = st.one_of(
    st.sampled_from(
        [
            "f(1)",
            "f( 1 )",
            "x",
            "submission.x",
            "1 + f(2)",
            "f(\n    1,\n\n    2\n)",
            "f(1)  # why",
            "(y := f(2))",
            "f(x) if x else g()",
            "'abc'.upper()",
            '"abc".upper()',
            "{'a': f(1)}['a']",
            "f(1)|g(2)",
        ]
    ),
    strings.map(lambda text: f"f({text})"),
).filter(lambda call: not isinstance(parsed(call.strip(), "eval"), Syntax))
asserts = st.one_of(
    st.sampled_from(
        [
            "assert f(1)",
            "assert f(1) == 1",
            "assert f(1) is None",
            "assert f(2) == 2, 'why'",
            "assert x > 1, ''",
            "assert not f(1), f'{1}'",
            "made = f(1)\nassert made == 1",
            "data = [1]\nassert f(data) == [1]",
            "import math\nassert f(math.pi) > 3",
            "import submission\nassert submission.x",
            "def test_one():\n    assert f(1)",
            'def test_two():\n    """It does.\n\n    More."""\n    assert f(2)\n',
            "import unittest\n\n\nclass TestF(unittest.TestCase):\n    def test_a(self):\n        self.fail()\n",
            "class TestG:\n    def test_a(self):\n        assert f(1)\n\n    def test_b(self):\n        assert f(2)\n",
            "def helper():\n    return 1\n\n\ndef test_more():\n    assert f(helper())",
        ]
    ),
    st.tuples(calls.filter(lambda call: "\n" not in call and "#" not in call), literals, strings).map(
        lambda parts: f"assert {parts[0]} == {parts[1]}, {parts[2]}"
    ),
).filter(is_python)
codes = st.lists(asserts | statements, min_size=1, max_size=3).map("\n".join)
codes = codes.filter(is_python).filter(str.strip)
common = {
    "name": lines,
    "points": st.sampled_from([0, 1, 2, 0.5, 1 / 3, 1e6]),
    "hidden": st.booleans(),
    "message": texts,
    "group": titles,
}
optional = {name: st.none() | strategy for name, strategy in common.items()}
compare = {"compare": st.sampled_from([None, "equal", "strict"])}
TESTS = st.one_of(
    st.fixed_dictionaries({"call": calls, "expected": literals}, optional=optional | compare),
    st.fixed_dictionaries({"call": calls, "raises": st.just("ValueError")}, optional=optional | compare),
    st.fixed_dictionaries({"stdout": texts}, optional=optional | {"stdin": texts}),
    st.fixed_dictionaries({"code": codes}, optional=optional | {"shared": st.booleans()}),
    st.fixed_dictionaries({"code": codes, "score": st.sampled_from([True])}, optional=optional),
)


@st.composite
def tests(draw):
    """A test; drawn by a function, as is all that is large, which would otherwise be told in full to nobody."""
    return draw(TESTS)


names = st.text(st.sampled_from("aAbé. 🦦-_"), min_size=1, max_size=6).map(str.strip)
file_names = names.filter(lambda name: name and not name.startswith("."))
file_names |= st.sampled_from(["data.csv", "Data.csv", "course.toml", "01-a.ipynb", "01-a", "b.png"])
files = st.lists(
    st.fixed_dictionaries(
        {"name": file_names, "base64": st.binary(max_size=6).map(lambda raw: base64.b64encode(raw).decode())}
    ),
    max_size=3,
    unique_by=lambda file: file["name"].casefold(),
)
ASSIGNMENTS = st.fixed_dictionaries(
    {"slug": slugs, "title": titles, "handout": filled, "tests": st.lists(tests(), min_size=1, max_size=5)},
    optional={
        "order_number": st.none() | st.integers(0, 1_000_000),
        "topic": lines,
        "starter_code": texts | programs,
        "solution": programs,
        "wrong_solutions": st.lists(st.fixed_dictionaries({"name": titles, "code": programs}), max_size=2),
        "setup_code": programs,
        "files": files,
        "hints": st.lists(filled, max_size=2),
        "limits": st.fixed_dictionaries(
            {}, optional={"seconds": st.floats(0.1, 60), "memory_mb": st.integers(16, 4096)}
        ),
        "environment": st.sampled_from(["python", "datascience", None]),
        "released_at": st.none() | moments,
        "due_at": st.none() | st.just("2027-01-01T00:00:00Z"),
    },
)


@st.composite
def assignments(draw):
    """An assignment."""
    return draw(ASSIGNMENTS)


courses = st.fixed_dictionaries(
    {"slug": slugs, "title": titles}, optional={"language": st.sampled_from(["de", "pt-BR"])}
)
BUNDLES = st.fixed_dictionaries(
    {
        "format": st.just("pyprac-course/1"),
        "course": courses,
        "assignments": st.lists(assignments(), min_size=1, max_size=3, unique_by=lambda each: each["slug"]),
    }
)
VALUES = st.recursive(
    st.sampled_from(
        [None, True, False, 0, 1, -1, 1.5, 7.0, 10**9, "", "x", "a b", "\x07", "\0", "A.csv", "[", "equal"]
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["name", "code", "x"]), inner),
    max_leaves=4,
)


@st.composite
def bundles(draw):
    """A bundle's data; nearly every one is valid."""
    return draw(BUNDLES)


@st.composite
def damaged(draw):
    """A bundle in which some values were exchanged, left out or added."""
    whole = [draw(BUNDLES)]
    for _ in range(draw(st.integers(1, 3))):
        place = whole
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = draw(st.sampled_from([*keys, "else"] if isinstance(place, dict) else keys)) if keys else None
            inner = place[key] if key in keys else None
            if not isinstance(inner, dict | list) or not draw(st.integers(0, 5)):
                break
            place = inner
        if isinstance(place, dict) and key in keys and draw(st.booleans()):
            del place[key]
        elif key is not None:
            place[key] = draw(VALUES)
    return whole[0]
