"""The verdict: passing without the answer, or getting hold of what is expected. Every token is planted and unguessable."""

# ruff: noqa: E501  programs of a test stay on one line

import sys
from functools import partial

from tests.attacks.attack import Attack

_forge = partial(Attack, family="integrity", aim="forge", floor="L")
OLD_FRAMES = sys.version_info < (3, 13)

SEARCH = """
import os, sys
MARK = 'PLAN' + 'TED-'
def token(text):
    place = text.find(MARK)
    while place >= 0:
        if all(c in '0123456789abcdef' for c in text[place + 8:place + 40]) and len(text) >= place + 40: return text[place:place + 40]
        place = text.find(MARK, place + 1)
def deep(value, depth=5):
    if type(value) is str: return token(value)
    if type(value) is bytes: return token(value.decode('latin-1'))
    if depth and isinstance(value, dict): value = [*value.keys(), *value.values()]
    if depth and isinstance(value, (list, tuple, set)):
        for item in list(value):
            found = deep(item, depth - 1)
            if found: return found
"""
READ = """
def read(name):
    try:
        with open(name, 'rb') as f: return token(f.read(2 ** 20).decode('latin-1'))
    except OSError: return None
"""
_seek = lambda name, code, **more: _forge(name, code=SEARCH + READ + code, **more)  # noqa: E731  a shorter word

_FD = "import os, json\ndef spread(line):\n    for fd in range(1, 64):\n        try: os.write(fd, line)\n        except OSError: pass\nGOOD = json.dumps({'passed': 5, 'seen': []}).encode() + b'\\n'\n"

ATTACKS = (
    _forge(
        "a subclass of text",
        code="class S(str):\n    def __eq__(self, o): return True\n    __hash__ = str.__hash__\ndef answer(): return S()",
    ),
    _forge(
        "a subclass of int",
        code="class I(int):\n    def __eq__(self, o): return True\n    def __abs__(self): return 0\n    def __sub__(self, o): return I(0)\n    __hash__ = int.__hash__\ndef number(): return I(1)",
    ),
    _forge("equal to everything", code="class A:\n    def __eq__(self, o): return True\ndef answer(): return A()"),
    _forge(
        "never unequal",
        code="class A:\n    def __eq__(self, o): return True\n    def __ne__(self, o): return False\n    def __bool__(self): return True\ndef answer(): return A()",
    ),
    _forge("ANY of mock", code="from unittest.mock import ANY\ndef answer(): return ANY"),
    _forge(
        "a mock",
        code="from unittest.mock import MagicMock\ndef answer():\n    m = MagicMock()\n    m.__eq__.return_value = True\n    return m",
    ),
    _forge("not a number", code="def number(): return float('nan')"),
    _forge(
        "a class that lies about itself",
        code="class A:\n    __class__ = property(lambda self: str)\n    def __eq__(self, o): return True\ndef answer(): return A()",
    ),
    _forge(
        "a metaclass",
        code="class M(type):\n    __name__ = 'str'\n    def __eq__(self, o): return True\n    __hash__ = type.__hash__\nclass A(metaclass=M): pass\ndef answer(): return A",
    ),
    _forge(
        "an enumeration that is equal",
        code="import enum\nclass E(enum.IntEnum):\n    X = 1\n    def __sub__(self, o): return 0\n    def __eq__(self, o): return True\n    __hash__ = int.__hash__\ndef number(): return E.X",
    ),
    _forge(
        "a dictionary that is equal",
        code="class D(dict):\n    def __eq__(self, o): return True\n    def __ne__(self, o): return False\ndef answer(): return D()",
    ),
    _forge(
        "a spy that learns what it is compared with",
        code="SEEN = []\nclass Spy:\n    def __eq__(self, o):\n        SEEN.append(o)\n        return False\ndef answer(): return SEEN[-1] if SEEN else Spy()",
    ),
    _forge(
        "a proxy that forwards",
        code="SEEN = []\nclass Proxy:\n    def __getattr__(self, name): raise AttributeError(name)\n    def __eq__(self, o): return type(o)(o) == o\ndef answer(): return Proxy()",
    ),
    _forge(
        "a module in its own place",
        code="import sys, types\nclass M(types.ModuleType):\n    def __getattr__(self, name): return lambda *a: type('E', (), {'__eq__': lambda s, o: True})()\nsys.modules['submission'].__class__ = M\nanswer = lambda: sys.modules['submission'].nothing()",
    ),
    _forge("leaves at loading", code="import sys\nsys.exit(0)"),
    _forge("leaves in a call", code="import sys\ndef answer(): sys.exit(0)"),
    _forge("leaves at once", code="import os\nos._exit(0)"),
    _forge("leaves at once in a call", code="import os\ndef answer(): os._exit(0)"),
    _forge(
        "leaves when all is over",
        code="import atexit, os, sys\natexit.register(os._exit, 0)\ndef answer(): sys.exit(1)",
    ),
    _forge(
        "leaves in a thread",
        code="import os, threading, time\ndef later():\n    time.sleep(0.02)\n    os._exit(0)\nthreading.Thread(target=later).start()\ndef answer(): time.sleep(0.2)",
    ),
    _forge(
        "leaves in an alarm",
        code="import os, signal, time\nsignal.signal(signal.SIGALRM, lambda *_: os._exit(0))\nsignal.setitimer(signal.ITIMER_REAL, 0.02)\ndef answer(): time.sleep(0.2)",
    ),
    _forge(
        "leaves when an object dies", code="import os\nclass A:\n    def __del__(self): os._exit(0)\ndef answer(): A()"
    ),
    _forge(
        "leaves while it is taken over a wire",
        code="import os\nclass A:\n    def __reduce__(self): return os._exit, (0,)\ndef answer(): return A()",
    ),
    _forge("leaves by becoming another program", code="import os\ndef answer(): os.execv('/bin/true', ['true'])"),
    _forge("skips the test", code="import unittest\ndef answer(): raise unittest.SkipTest"),
    _forge(
        "ends as an interrupt of the keyboard does",
        telling=False,
        reason="a naive grader ends with a status that says so",
        code="def answer(): raise KeyboardInterrupt",
    ),
    _forge(
        "a twin that goes on instead",
        code="import os\ndef answer():\n    if os.fork() == 0: os._exit(0)\n    os._exit(0)",
    ),
    _forge("prints a verdict and leaves", code=_FD + "print(GOOD.decode(), flush=True)\nos._exit(0)"),
    _forge("writes a verdict to every descriptor", code=_FD + "spread(GOOD)\ndef answer(): spread(GOOD)"),
    _forge("writes a verdict and closes the descriptors", code=_FD + "spread(GOOD)\nos.closerange(1, 64)"),
    _forge(
        "patches unittest",
        code="import unittest\nfor name in dir(unittest.TestCase):\n    if name.startswith('assert'): setattr(unittest.TestCase, name, lambda *a, **k: None)\ndef answer(): return 1",
    ),
    _forge(
        "patches json",
        code="import json\nreal = json.dumps\njson.dumps = lambda value, **k: real({**value, 'passed': 5})\ndef answer(): return 1",
    ),
    _forge(
        "patches json's encoder",
        code='import json\njson.JSONEncoder.encode = lambda *a: \'{"passed": 5, "seen": []}\'\ndef answer(): return 1',
    ),
    _forge(
        "patches builtins",
        code="import builtins\nbuiltins.abs = lambda _: 0\nbuiltins.sum = builtins.round = lambda *_: 0\ndef number(): return 1",
    ),
    _forge(
        "replaces a module",
        code="import sys, types\nm = types.ModuleType('json')\nm.dumps = lambda *a, **k: '{\"passed\": 5, \"seen\": []}'\nsys.modules['json'] = m\ndef answer(): return 1",
    ),
    _forge(
        "changes the grader's own functions",
        code="import sys\nfor m in list(sys.modules.values()):\n    for name in ('judge', 'equal', 'compare', 'assertEqual', 'same'):\n        if callable(vars(m).get(name)) and m.__name__ != 'submission': setattr(m, name, lambda *a, **k: True)\ndef answer(): return 1",
    ),
    _forge(
        "an import hook",
        code="import sys\nclass Hook:\n    def find_spec(self, name, *a): return None\nsys.meta_path.insert(0, Hook())\nsys.path_hooks[:] = []\ndef judge(*a): pass\nsys.modules['__main__'].judge = judge\ndef answer(): return 1",
    ),
    _forge(
        "changes the variables of its callers",
        code="import ctypes, sys\ndef answer():\n    f = sys._getframe()\n    while f:\n        if 'passed' in f.f_locals: f.f_locals['passed'] = 5; ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(f), 0)\n        f = f.f_back",
        telling=OLD_FRAMES,
        reason="from 3.13 on frames are written another way",
    ),
    _seek(
        "traces its callers",
        "FOUND = []\ndef trace(frame, event, arg):\n    t = deep(dict(frame.f_locals), 3)\n    if t: FOUND.append(t)\n    return trace\ndef answer():\n    if FOUND: return FOUND[0]\n    sys.settrace(trace)\n    f = sys._getframe()\n    while f: f.f_trace = trace; f = f.f_back",
    ),
    _seek(
        "profiles its callers",
        "FOUND = []\ndef look(frame, event, arg):\n    t = deep(dict(frame.f_locals), 3)\n    if t: FOUND.append(t)\ndef answer():\n    if FOUND: return FOUND[0]\n    sys.setprofile(look)",
    ),
    _seek(
        "a thread that watches the frames of the others",
        "import threading, time\nFOUND = []\ndef watch():\n    for _ in range(300):\n        for f in sys._current_frames().values():\n            while f:\n                t = deep(dict(f.f_locals), 3)\n                if t: FOUND.append(t)\n                f = f.f_back\n        time.sleep(0.0001)\nthreading.Thread(target=watch, daemon=True).start()\ndef answer():\n    if not FOUND: time.sleep(0.1)\n    return FOUND[0] if FOUND else None",
    ),
    _seek(
        "walks the stack",
        "def answer():\n    f = sys._getframe()\n    while f:\n        t = deep(dict(f.f_locals)) or deep(dict(f.f_globals), 2)\n        if t: return t\n        f = f.f_back",
    ),
    _seek(
        "walks the stack of an exception",
        "def answer():\n    try: raise ValueError\n    except ValueError as e: f = e.__traceback__.tb_frame\n    while f:\n        t = deep(dict(f.f_locals))\n        if t: return t\n        f = f.f_back",
    ),
    _seek(
        "walks the stack of a coroutine",
        "async def inner():\n    f = sys._getframe()\n    while f:\n        t = deep(dict(f.f_locals))\n        if t: return t\n        f = f.f_back\ndef answer():\n    try: inner().send(None)\n    except StopIteration as stop: return stop.value",
    ),
    _seek(
        "searches the heap",
        "import gc\ndef answer():\n    for o in gc.get_objects():\n        if isinstance(o, (dict, list, tuple)):\n            t = deep(o, 1)\n            if t: return t",
    ),
    _seek(
        "searches what was frozen",
        "import gc\ndef answer():\n    gc.unfreeze()\n    for o in gc.get_objects():\n        for r in gc.get_referents(o):\n            if type(r) in (str, bytes) and deep(r): return deep(r)",
    ),
    _seek(
        "searches all modules",
        "def answer():\n    f = sys._getframe()\n    for m in list(sys.modules.values()):\n        t = deep(dict(vars(m)), 3)\n        if t: return t\n    while f:\n        t = deep([c for c in f.f_code.co_consts]) or deep(dict(f.f_locals))\n        if t: return t\n        f = f.f_back",
    ),
    _seek(
        "searches the memory by /proc",
        "def answer():\n    with open('/proc/self/mem', 'rb', 0) as m:\n        for line in open('/proc/self/maps'):\n            if ' rw' not in line or '[v' in line: continue\n            a, b = (int(x, 16) for x in line.split()[0].split('-'))\n            if b - a > 2 ** 26: continue\n            try:\n                m.seek(a)\n                t = token(m.read(b - a).decode('latin-1'))\n            except (OSError, OverflowError): continue\n            if t: return t",
    ),
    _seek(
        "searches the memory by addresses",
        "import ctypes, gc\ndef answer():\n    objects = [id(o) for o in gc.get_objects()]\n    pages = {(a & ~0xfffff) for a in objects}\n    for line in open('/proc/self/maps'):\n        a, b = (int(x, 16) for x in line.split()[0].split('-'))\n        if any(a <= p + 0xfffff and p < b for p in pages) and ' rw' in line and b - a < 2 ** 26:\n            t = token(ctypes.string_at(a, b - a).decode('latin-1'))\n            if t: return t",
    ),
    _seek(
        "searches the memory round its objects",
        "import ctypes, gc\ndef answer():\n    for page in sorted({id(o) & ~0x3ffff for o in gc.get_objects()}):\n        live = sorted(id(o) for o in gc.get_objects() if id(o) & ~0x3ffff == page)\n        if len(live) < 40: continue\n        t = token(ctypes.string_at(live[0], live[-1] - live[0]).decode('latin-1'))\n        if t: return t",
    ),
    _seek(
        "reads the memory of its parent",
        "def answer():\n    try:\n        with open(f'/proc/{os.getppid()}/mem', 'rb', 0) as m:\n            for line in open(f'/proc/{os.getppid()}/maps'):\n                if ' rw' not in line or '[v' in line: continue\n                a, b = (int(x, 16) for x in line.split()[0].split('-'))\n                if b - a > 2 ** 26: continue\n                try:\n                    m.seek(a)\n                    t = token(m.read(b - a).decode('latin-1'))\n                except (OSError, OverflowError): continue\n                if t: return t\n    except OSError: pass",
    ),
    _seek(
        "reads its directory and those above",
        "import glob\ndef answer():\n    for name in [*glob.glob('*'), *glob.glob('../*'), *glob.glob('/tmp/*/*')[:300]]:\n        t = read(name)\n        if t: return t",
    ),
    _seek(
        "reads its environment and command line",
        "def answer(): return deep(dict(os.environ)) or deep(list(sys.orig_argv)) or read('/proc/self/environ') or read('/proc/self/cmdline')",
    ),
    _seek(
        "reads every descriptor",
        "def answer():\n    for fd in range(0, 64):\n        t = read(f'/proc/self/fd/{fd}')\n        if t: return t",
        telling=False,
        reason="a naive grader has closed its file by then",
    ),
    _seek(
        "reads the lines that a traceback would show",
        "import linecache\ndef answer(): return deep({n: list(c[2]) if len(c) > 2 else '' for n, c in linecache.cache.items()}) or deep(dict(vars(sys.modules['__main__'])), 3) or deep([dict(f.f_locals) for f in [sys._getframe(2)]])",
    ),
)
