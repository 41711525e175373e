"""The grader itself: ending it, hanging it or drowning it by what is returned, raised, printed or written as source."""

# ruff: noqa: E501  programs of a test stay on one line

from functools import partial

from tests.attacks.attack import Attack

_stall = partial(Attack, family="stalls", aim="stall", floor="L")
_source = partial(_stall, telling=False, reason="the compiler refuses it, which a naive grader survives as well")

ATTACKS = (
    _stall("a crash", code="import ctypes\ndef answer(): ctypes.string_at(0)"),
    _stall(
        "a crash of the stack",
        code="import sys\nsys.setrecursionlimit(10 ** 8)\ndef answer(): return eval('f(f)', {'f': lambda f: repr(f) and f(f)})",
    ),
    _stall("stops itself", code="import os, signal\ndef answer(): os.kill(os.getpid(), signal.SIGSTOP)"),
    _stall("kills itself", code="import os, signal\ndef answer(): os.kill(os.getpid(), signal.SIGKILL)"),
    _stall(
        "kills its group",
        telling=False,
        reason="without a group of its own it would hit the tests",
        code="import os, signal\ndef answer(): os.kill(0, signal.SIGKILL)",
    ),
    _stall("aborts", code="import os\ndef answer(): os.abort()"),
    _stall("closes all descriptors", code="import os\ndef answer(): os.closerange(0, 256)"),
    _stall(
        "replaces all descriptors",
        code="import os\ndef answer():\n    null = os.open('/dev/null', os.O_RDWR)\n    for fd in range(64):\n        if fd != null: os.dup2(null, fd)",
    ),
    _stall(
        "a value that is very deep",
        telling=False,
        reason="Python's own comparison survives it",
        code="def answer():\n    x = []\n    for _ in range(200_000): x = [x]\n    return x",
    ),
    _stall(
        "a value that holds itself",
        telling=False,
        reason="Python's own comparison survives it",
        code="def answer():\n    x = []\n    x.append(x)\n    return x",
    ),
    _stall(
        "a dictionary that holds itself",
        telling=False,
        reason="Python's own comparison survives it",
        code="def answer():\n    x = {}\n    x[1] = x\n    return x",
    ),
    _stall("a huge text", code="def answer(): return 'x' * 10 ** 7"),
    _stall("a huge list", code="def answer(): return [0] * 10 ** 6"),
    _stall("huge bytes", code="def answer(): return bytes(10 ** 7)"),
    _stall(
        "a huge representation", code="class A:\n    def __repr__(self): return 'x' * 10 ** 7\ndef answer(): return A()"
    ),
    _stall(
        "a representation without end",
        code="class A:\n    def __repr__(self):\n        while True: pass\ndef answer(): return A()",
    ),
    _stall(
        "a representation that lies",
        telling=False,
        reason="Python refuses it for a naive grader as well",
        code="class A:\n    def __repr__(self): return 5\ndef answer(): return A()",
    ),
    _stall(
        "a comparison without end",
        code="class A:\n    def __eq__(self, o):\n        while True: pass\ndef answer(): return A()",
    ),
    _stall(
        "a hash without end",
        telling=False,
        reason="a naive grader does not hash what it gets",
        code="class A:\n    def __hash__(self):\n        while True: pass\ndef answer(): return A()",
    ),
    _stall(
        "an attribute without end",
        code="import time\nclass A:\n    def __getattribute__(self, name):\n        while True: pass\ndef answer(): return A()",
    ),
    _stall(
        "integers of a million digits",
        telling=False,
        reason="Python refuses to write them down",
        code="def answer():\n    return [(1 << 4_000_000) - n for n in range(6)]",
    ),
    _stall("integers that collide", code="def answer(): return {n * (2 ** 61 - 1): 1 for n in range(14_000)}"),
    _stall("integers that collide in a set", code="def answer(): return {n * (2 ** 61 - 1) for n in range(14_000)}"),
    _stall(
        "a text of a decimal without end",
        telling=False,
        reason="a naive grader only compares it",
        code="import decimal\ndef number(): return decimal.Decimal('1e999999999')",
    ),
    _stall(
        "a fraction that is huge",
        code="from fractions import Fraction\ndef answer(): return Fraction(1, 3 ** 2_000_000)",
        telling=False,
        reason="a naive grader only compares it",
    ),
    _stall(
        "a decimal compared with a number",
        telling=False,
        reason="a naive grader only compares it",
        code="import decimal\ndef number(): return decimal.Decimal('sNaN')",
    ),
    _stall(
        "an iterator without end",
        telling=False,
        reason="a naive grader does not iterate",
        code="def answer():\n    while True: yield 1",
    ),
    _stall(
        "an exception that cannot be shown",
        code="class E(Exception):\n    def __str__(self): raise BaseException\ndef answer(): raise E",
    ),
    _stall(
        "an exception that raises itself",
        telling=False,
        reason="only an exception that is none ends a naive grader",
        code="class E(Exception):\n    def __str__(self): raise self\ndef answer(): raise E",
    ),
    _stall(
        "an exception without end",
        code="class E(Exception):\n    def __str__(self):\n        while True: pass\ndef answer(): raise E",
    ),
    _stall(
        "an exception that is huge",
        telling=False,
        reason="a naive grader only counts its characters",
        code="def answer(): raise ValueError('x' * 10 ** 7)",
    ),
    _stall("an exception of its own base", code="class B(BaseException): pass\ndef answer(): raise B"),
    _stall(
        "an exception whose class has no name",
        telling=False,
        reason="a naive grader does not ask for its name",
        code="class M(type):\n    @property\n    def __name__(cls): raise ValueError\n    __qualname__ = __module__ = None\nclass E(Exception, metaclass=M): pass\ndef answer(): raise E",
    ),
    _stall(
        "causes in a ring",
        telling=False,
        reason="a naive grader does not follow causes",
        code="def answer():\n    a, b = ValueError(), ValueError()\n    a.__cause__, b.__cause__ = b, a\n    raise a",
    ),
    _stall(
        "an exception from very deep",
        telling=False,
        reason="a naive grader does not show where it came from",
        code="def answer(n=0):\n    return answer(n + 1)",
    ),
    _stall(
        "standard output that raises",
        code="import sys\nclass Out:\n    def write(self, text): raise BaseException\n    flush = write\nsys.stdout = sys.stderr = sys.__stdout__ = Out()\ndef answer(): return 1",
    ),
    _stall(
        "standard output closed",
        code="import sys, os\nsys.stdout.close()\nos.closerange(1, 64)\ndef answer(): return 1",
    ),
    _stall(
        "standard output that is no text",
        code="import os\ndef answer():\n    os.write(1, b'\\xff\\xfe\\0' * 1000)\n    return 1",
    ),
    _stall(
        "a dump of a stack on every line",
        telling=False,
        reason="a naive grader does not look for one",
        code="import sys\nsys.stderr.write('  Thread(most recent call first):\\n' * 14_000 + 'x')\nsys.stderr.flush()\ndef answer(): return 1",
    ),
    _stall(
        "accents that are out of order",
        telling=False,
        reason="a naive grader compares texts as they are",
        code="print('a' + '\\u0301\\u0316' * 60_000)\ndef answer(): return 1",
    ),
    _stall(
        "surrogates and control characters",
        telling=False,
        reason="print refuses it for a naive grader as well",
        code="def answer():\n    print('\\0\\x1b[2J\\ud800')\n    return '\\ud800\\0'",
    ),
    _stall(
        "an attribute for everything",
        telling=False,
        reason="a naive grader asks for none",
        code="def __getattr__(name): return __getattr__\ndef answer(): return __getattr__",
    ),
    _stall(
        "a thousand names",
        telling=False,
        reason="a naive grader does not ask for the names",
        code="for n in range(30_000): globals()[f'name_{n}' * 5] = n\ndef answer(): return 1",
    ),
    _stall(
        "deletes everything it can",
        code="import sys, builtins, gc\ndef answer():\n    for m in list(sys.modules.values()):\n        if m and getattr(m, '__name__', '') not in ('sys', 'builtins', 'submission'):\n            for n in list(vars(m)):\n                if not n.startswith('__'): delattr(m, n)\n    return 1",
    ),
    _stall(
        "forgets all modules",
        telling=False,
        reason="a naive grader has imported what it needs",
        code="import sys\nsys.modules.clear()\ndef answer(): return 1",
    ),
    _source("NUL in the source", code="def answer(): return 1\n\0"),
    _source("half a character in the source", code="x = '\ud800'\ndef answer(): return x"),
    _source("brackets without end in the source", code="x = " + "(" * 20_000 + "1" + ")" * 20_000),
    _source("a sum without end in the source", code="x = " + "+".join(["1"] * 20_000)),
    _source("signs without end in the source", code="x = " + "-" * 30_000 + "1"),
    _source("attributes without end in the source", code="x = a" + ".b" * 20_000),
    _source(
        "blocks without end in the source", code="".join(" " * n + "if 1:\n" for n in range(150)) + " " * 150 + "pass"
    ),
    _source("an encoding that does not exist", code="# -*- coding: no-such-code -*-\ndef answer(): return 1"),
    _source(
        "a constant that takes the compiler long", code="x = 1 << 10 ** 9\ny = ('x' * 4096) * 4096\nz = 9 ** 9 ** 7"
    ),
)
