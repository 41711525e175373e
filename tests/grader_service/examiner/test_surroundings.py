"""What pytest runs around the functions and methods of a test, and what may be marked."""

# ruff: noqa: E501  programs of a test stay on one line

import pytest

CODE = (
    "def up(x): return x + 1\ndef setup_function(): print('KEPT')\nsetup_module = teardown_function = setup_function\n"
)
SURROUNDED = [
    "SEEN = []\ndef setup_module(): SEEN.append(1)\ndef test_it(): assert SEEN == [up(0)]",
    "SEEN = []\ndef setup_module(module): SEEN.append(module.SEEN)\ndef test_it(): assert len(SEEN) == up(0)",
    "SEEN = []\ndef setup_function(function): SEEN.append(function.__name__)\ndef teardown_function(): SEEN.clear()\ndef test_it(): assert SEEN == ['test_it'] and up(0) == 1",
    "class TestIt:\n    def setup_method(self, method): self.name = method.__name__\n    def test_it(self): assert self.name == 'test_it' and up(0) == 1",
    "class TestIt:\n    def setup_method(self): self.one = 1\n    def test_it(self): assert self.one == up(0)",
    "import pytest\n@pytest.fixture(scope='module')\ndef one(): return 1\ndef test_it(one): assert up(0) == one",
    "import pytest\n@pytest.mark.parametrize('x', [1, 2])\nclass TestIt:\n    @pytest.mark.parametrize('y', [3])\n    def test_it(self, x, y): assert up(x) == x + 1 and y == 3",
]


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("code", SURROUNDED)
def test_what_stands_around_a_test_is_run(grade, code, shared):
    verdict = grade(CODE, {"code": code, "shared": shared})
    assert [(test.status, test.message) for test in verdict.tests] == [("passed", None)]
    assert "KEPT" not in verdict.stdout
    assert not grade(CODE.replace("+ 1", "+ 2"), {"code": code, "shared": shared}).correct


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("def setup_module(): assert up(0) == 2\ndef test_it(): pass", "failed"),
        ("def teardown_module(): assert up(0) == 2\ndef test_it(): pass", "failed"),
        ("def setup_function(): assert up(0) == 2\ndef test_it(): pass", "failed"),
        ("def teardown_function(): assert up(0) == 2\ndef test_it(): pass", "failed"),
        ("import pytest\ndef setup_module(): pytest.skip('not now')\ndef test_it(): pass", "not-run"),
        ("import pytest\n@pytest.mark.skip(reason='not now')\nclass TestIt:\n    def test_it(self): pass", "not-run"),
    ],
)
def test_what_goes_wrong_around_a_test_is_seen(grade, code, status, shared):
    assert [test.status for test in grade(CODE, {"code": code, "shared": shared}).tests] == [status]
