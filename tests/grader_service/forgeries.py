"""Programs that answer `TEST` in every way but by the right number."""

# ruff: noqa: E501  programs of a test stay on one line

EXPECTED = 816_253_940_275_113
TEST = {"call": "answer()", "expected": str(EXPECTED)}

FORGERIES = {
    "a subclass of int": """
class I(int):
    def __eq__(self, o): return True
    __hash__ = int.__hash__
def answer(): return I(1)
""",
    "a subclass of str": """
class S(str):
    def __eq__(self, o): return True
    __hash__ = str.__hash__
def answer(): return S()
""",
    "always equal": """
class A:
    def __eq__(self, o): return True
def answer(): return A()
""",
    "ANY of mock": """
from unittest.mock import ANY
def answer(): return ANY
""",
    "not a number": """
def answer(): return float('nan')
""",
    "a lying class": """
class A:
    @property
    def __class__(self): return int
    def __eq__(self, o): return True
def answer(): return A()
""",
    "a metaclass": """
class M(type):
    __name__ = 'int'
    def __eq__(self, o): return True
    __hash__ = type.__hash__
class A(metaclass=M): pass
def answer(): return A
""",
    "walking the stack": """
import sys
def answer():
    frame, wanted = sys._getframe().f_back, int(''.join(['81625', '3940275113']))
    while frame:
        for value in [*frame.f_locals.values(), *frame.f_globals.values()]:
            if value == wanted: return value
        frame = frame.f_back
""",
    "searching the heap": """
import gc
def answer():
    wanted = int(''.join(['81625', '3940275113']))
    for o in gc.get_objects():
        if isinstance(o, (list, tuple, dict)):
            for value in (o.values() if isinstance(o, dict) else o):
                if type(value) is int and value == wanted: return value
""",
    "searching the memory": r"""
import re
def answer():
    for line in open('/proc/self/maps'):
        if 'rw-p' in line:
            start, end = (int(x, 16) for x in line.split()[0].split('-'))
            with open('/proc/self/mem', 'rb') as memory:
                memory.seek(start)
                try:
                    found = re.search(rb'81625[3]940275113|\xa9\x17[\x28]\x2e\x83\x99\x0b\x00|\x00\x02[\xe6]\x60\xee\x28\x17\xa9', memory.read(end - start))
                except (OSError, OverflowError):
                    continue
            if found:
                return int(''.join(['81625', '3940275113']))
""",
    "patching builtins": """
import builtins, operator
builtins.isinstance = lambda *_: True
operator.eq = lambda *_: True
builtins.len = lambda _: 0
def answer(): return 1
""",
    "patching the guest": """
import sys
for name, module in list(sys.modules.items()):
    if name.startswith('grader_service'):
        for key in list(vars(module)):
            if not key.startswith('__'): setattr(module, key, None)
def answer(): return 1
""",
    "sys.modules": """
import sys
sys.modules.clear()
def answer(): return 1
""",
    "an import hook": """
import sys
sys.meta_path.insert(0, None)
sys.path_hooks[:] = []
def answer(): return 1
""",
    "tracing": """
import sys
sys.settrace(lambda *a: None)
sys.setprofile(lambda *a: None)
def answer(): return 1
""",
    "an exit code": """
import sys, atexit, os
atexit.register(os._exit, 0)
def answer(): sys.exit(0)
""",
    "a skipped test": """
import unittest
def answer(): raise unittest.SkipTest
""",
    "an exception that raises": """
class E(Exception):
    def __str__(self): raise self
def answer(): raise E
""",
    "a name with a NUL": """
E = type('a\\\\0b'.replace('\\\\0', ' '), (Exception,), {})
def answer(): raise E('x' * 10 ** 6)
""",
    "a huge text of an error": """
def answer(): raise ValueError('x' * 10 ** 7)
""",
    "a huge repr": """
class A:
    def __repr__(self): return 'x' * 10 ** 7
def answer(): return A()
""",
    "a huge integer": """
def answer(): return 10 ** 100_000
""",
    "colliding keys": """
def answer(): return {n * (2 ** 61 - 1): 1 for n in range(19_000)}
""",
    "a thread that races": """
import threading, os
def spam():
    while True:
        try: os.write(4, b'\\0\\0\\0\\x05' + b'\\x93\\x01\\xa1v\\xc0')
        except OSError: pass
threading.Thread(target=spam, daemon=True).start()
def answer(): return 1
""",
    "writing to the reply pipe": """
import os
def answer():
    os.write(4, b'\\0\\0\\0\\x0a' + b'\\x94\\x02\\xa5value\\x01\\xc0')
    return 1
""",
    "garbage on the reply pipe": """
import os
def answer():
    os.write(4, b'\\xff' * 1000)
    return 1
""",
    "half a frame": """
import os, time
def answer():
    os.write(4, b'\\0\\0\\xff')
    time.sleep(100)
""",
    "a closed reply pipe": """
import os
def answer():
    os.close(4)
    return 1
""",
    "a closed request pipe": """
import os
def answer():
    os.close(3)
    return 1
""",
    "a forged report": """
import sys
r = sys.modules['grader_service.sandbox.report']
g = sys.modules['grader_service.sandbox.guest']
g.report = lambda e: (['a'] * 10 ** 5, 5, None)
def answer(): raise ValueError
""",
    "a forged list of names": """
import sys
g = sys.modules['grader_service.sandbox.guest']
g._kind = lambda v: (5, 'x')
def answer(): return 1
""",
    "no list of names": """
import sys
g = sys.modules['grader_service.sandbox.guest']
g.Guest._load = lambda *a: ['value']
def answer(): return 1
""",
    "a forged setup failure": """
import sys
sys.modules['grader_service.sandbox.guest'].Guest._load = lambda *a: ['setup', ['ValueError'], 'not my fault', []]
def answer(): return 1
""",
    "forged changes": """
import sys
g = sys.modules['grader_service.sandbox.guest']
g.Guest._changed = lambda *a: [[99, 1], ['x'], 5]
def answer(): return 1
""",
    "a call back from nowhere": """
import sys
g = sys.modules['grader_service.sandbox.guest']
g.Guest._value = lambda self, v: self._ask(7, (), {})
def answer(): return 1
""",
    "calling back without end": """
import sys
g = sys.modules['grader_service.sandbox.guest']
def endless(self, value):
    while True:
        try: self._ask(0, (), {})
        except Exception: pass
g.Guest._value = endless
def answer(): return 1
""",
    "a forked twin": """
import os
def answer():
    os.fork()
    return 1
""",
    "a twin that goes on": """
import os
def answer():
    if os.fork(): os._exit(0)
    return 1
""",
    "replacing the file": """
import os, sys
def answer():
    os.symlink('/etc/passwd', 'data')
    os.mkdir('d', 0)
    return 1
""",
}
