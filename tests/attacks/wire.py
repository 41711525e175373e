"""The wire: a guest that has been taken over, and bytes of its own in the place of replies."""

# ruff: noqa: E501  programs of a test stay on one line

from functools import partial

from tests.attacks.attack import Attack

OURS = "it aims at our own protocol, which a naive grader does not have"
_ours = partial(Attack, family="wire", floor="L", telling=False, reason=OURS)
_forge = partial(_ours, aim="forge")
_stall = partial(_ours, aim="stall")
_GUEST = "import sys\ng = sys.modules['grader_service.sandbox.guest']\n"
_FD = "import os\ndef spread(line):\n    for fd in range(3, 64):\n        try: os.write(fd, line)\n        except OSError: pass\n"

ATTACKS = (
    _forge(
        "frames of its own to every descriptor",
        code=_FD
        + "def answer():\n    spread(b'\\0\\0\\0\\x0b' + b'\\x95\\x02\\xa5value\\xc3\\x01\\xc0')\n    return 1",
    ),
    _forge(
        "a verdict in frames",
        code=_FD + "def answer():\n    spread(b'\\0\\0\\0\\x0c' + b'\\x93\\x00\\xa7verdict\\xc4\\x00')\n    return 1",
    ),
    _forge(
        "frames from a thread",
        code=_FD
        + "import threading\ndef spam():\n    while True: spread(b'\\0\\0\\0\\x05' + b'\\x93\\x01\\xa1v\\xc0')\nthreading.Thread(target=spam, daemon=True).start()\ndef answer(): return 1",
    ),
    _forge(
        "a report of a success",
        code=_GUEST + "g.report = lambda e: (['SkipTest', 'Success'], 'passed', [])\ndef answer(): raise ValueError",
    ),
    _forge(
        "an exception that claims to be another",
        code="class M(type):\n    __mro__ = ()\n    def mro(cls): return [cls, AssertionError, Exception, BaseException, object]\nclass E(AssertionError, metaclass=M): pass\ndef answer(): raise E",
    ),
    _forge(
        "a guest that always says yes",
        code=_GUEST + "g.Guest._operate = lambda *a: ['value', True, None]\nclass A: pass\ndef answer(): return A()",
    ),
    _forge(
        "a guest that hands the test its own function",
        code=_GUEST
        + "from grader_service.sandbox.values import marker\ng.Guest._value = lambda self, v: ['value', [marker(3), 0], None]\ndef answer(): return 1",
    ),
    _forge(
        "a guest that hands the test a builtin",
        code=_GUEST
        + "from grader_service.sandbox.values import marker\ng.Guest._value = lambda self, v: ['value', [marker(2), 'eval'], None]\ndef answer(): return 1",
    ),
    _forge(
        "changes to arguments that are not there",
        code=_GUEST + "g.Guest._changed = lambda *a: [[0, 1], [-1, []], [99, 1], ['x'], 5]\ndef answer(): return 1",
    ),
    _forge(
        "a call back that nobody offered",
        code=_GUEST + "g.Guest._value = lambda self, v: ['value', self._ask(0, (), {}), None]\ndef answer(): return 1",
    ),
    _forge(
        "a failure of the author's code",
        code=_GUEST
        + "g.Guest._load = lambda *a: ['setup', ['ValueError'], 'not my fault', []]\ndef answer(): return 1",
    ),
    _stall("bytes that are no frame", code=_FD + "def answer():\n    spread(b'\\xff' * 1000)\n    return 1"),
    _stall(
        "a frame that never ends",
        code=_FD + "import time\ndef answer():\n    spread(b'\\0\\0\\xff')\n    time.sleep(100)",
    ),
    _stall(
        "a frame that claims to be large",
        code=_FD + "def answer():\n    spread(b'\\0\\x0f\\xff\\xff\\xdd\\xff\\xff\\xff\\xff')\n    return 1",
    ),
    _stall(
        "frames without end", code=_FD + "def answer():\n    while True: spread(b'\\0\\0\\0\\x05\\x93\\x01\\xa1v\\xc0')"
    ),
    _stall(
        "calls back without end",
        code=_GUEST
        + "def endless(self, value):\n    while True:\n        try: self._ask(0, (), {})\n        except Exception: pass\ng.Guest._value = endless\ndef answer(): return 1",
    ),
    _stall(
        "a reply of markers",
        code=_GUEST
        + "from grader_service.sandbox.values import marker\ng.Guest._value = lambda self, v: ['value', [marker(29), 'A' * 9000, '__class__', 1], None]\ndef answer(): return 1",
    ),
    _stall(
        "many classes",
        code=_GUEST
        + "from grader_service.sandbox.values import marker\ng.Guest._value = lambda self, v: ['value', [[marker(28), 'T', [f'f{n}' for n in range(250)], *[0] * 250]] * 60, None]\ndef answer(): return 1",
    ),
    _stall("a name of a type that is huge", code="A = type('x' * 900_000, (), {})\ndef answer(): return A()"),
    _stall(
        "a guest without its parts",
        code=_GUEST
        + "for key in list(vars(g)):\n    if not key.startswith('__'): setattr(g, key, None)\ndef answer(): return 1",
    ),
    _stall("a list of names that is none", code=_GUEST + "g._kind = lambda v: (5, 'x')\ndef answer(): return 1"),
    _stall("no reply to loading", code=_GUEST + "g.Guest._load = lambda *a: ['value']\ndef answer(): return 1"),
    _stall(
        "a report that is none",
        code=_GUEST + "g.report = lambda e: (['a'] * 10 ** 5, 5, None)\ndef answer(): raise ValueError",
    ),
    _stall(
        "a dump of a stack that is none",
        code="import sys, time\ndef answer():\n    sys.stderr.write('Current thread 0x1 (most recent call first):\\n' + '  x\\n' * 50_000)\n    sys.stderr.flush()\n    time.sleep(100)",
    ),
)
