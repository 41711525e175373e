"""Where a student may look for what is expected: each defines `look()`, true where it found a token; and how to plant one."""

# ruff: noqa: E501  programs of a test stay on one line

from typing import NamedTuple


class Place(NamedTuple):
    """Where to look, and how to plant a token there so that the search has something to find."""

    look: str
    plant: str = "KEEP = [TOKEN, {'x': TOKEN}]"
    needs_proc: bool = False
    """It takes a /proc, which a sandbox does well not to give."""


SEARCH = """
import gc, os, re, sys
MARK = 'BUR' + 'IED-'
def has(data):
    if type(data) is str: data = data.encode('utf-8', 'replace')
    return any(re.match(rb'[0-9a-f]{32}', data[at.end():at.end() + 32]) for at in re.finditer(MARK.encode(), data))
def deep(value, depth=4):
    if type(value) in (str, bytes): return has(value)
    if not depth: return False
    if isinstance(value, dict): value = [*value.keys(), *value.values()]
    return isinstance(value, (list, tuple, set, frozenset)) and any(deep(item, depth - 1) for item in list(value))
def read(name):
    try:
        with open(name, 'rb') as file: return has(file.read(2 ** 20))
    except OSError: return False
"""
"""Precedes every search."""

_MAPS = """
def areas():
    for line in open('/proc/self/maps'):
        start, end = (int(x, 16) for x in line.split()[0].split('-'))
        if ' r' in line and '[v' not in line and end - start < 2 ** 27: yield start, end
"""

PLACES: dict[str, Place] = {
    "the stack": Place(
        "def look():\n    f = sys._getframe()\n    while f:\n        if deep(dict(f.f_locals)) or deep(dict(f.f_globals), 3): return True\n        f = f.f_back\n    return False"
    ),
    "the stacks of all threads": Place(
        "def look():\n    for f in sys._current_frames().values():\n        while f:\n            if deep(dict(f.f_locals)) or deep(dict(f.f_globals), 3): return True\n            f = f.f_back\n    return False"
    ),
    "the heap": Place(
        "def look():\n    gc.unfreeze()\n    return any(deep(o, 1) for o in gc.get_objects() if isinstance(o, (dict, list, tuple, set)))"
    ),
    "all that objects refer to": Place(
        "def look():\n    gc.unfreeze()\n    return any(type(r) in (str, bytes) and has(r) for o in gc.get_objects() for r in gc.get_referents(o))"
    ),
    "all modules": Place(
        "def look(): return any(deep(dict(vars(m)), 3) for m in list(sys.modules.values()) if hasattr(m, '__dict__'))"
    ),
    "the constants of all code": Place(
        "def look():\n    gc.unfreeze()\n    return any(deep(list(r.co_consts)) for o in gc.get_objects() for r in gc.get_referents(o) if type(r).__name__ == 'code')",
        plant="exec(f'def keep(): return {TOKEN!r}')",
    ),
    "lines for tracebacks": Place(
        "import linecache\ndef look(): return any(deep(list(c)) for c in linecache.cache.values())",
        plant="import linecache\nlinecache.cache['x'] = (1, None, [TOKEN], 'x')",
    ),
    "memory by /proc": Place(
        _MAPS
        + "def look():\n    with open('/proc/self/mem', 'rb', 0) as memory:\n        for start, end in areas():\n            try:\n                memory.seek(start)\n                if has(memory.read(end - start)): return True\n            except (OSError, OverflowError): pass\n    return False",
        needs_proc=True,
    ),
    "memory by addresses": Place(
        "import ctypes\n"
        + _MAPS
        + "def look():\n    heap = [id(o) for o in gc.get_objects()]\n    return any(has(ctypes.string_at(a, b - a)) for a, b in areas() if any(a <= o < b for o in heap))",
        needs_proc=True,
    ),
    "memory round its own objects": Place(
        "import ctypes\ndef look():\n    gc.unfreeze()\n    pages = {id(r) >> 12 for o in gc.get_objects() for r in (o, *gc.get_referents(o))}\n    return any(has(ctypes.string_at(page << 12, 8192 if page + 1 in pages else 4096)) for page in pages)"
    ),
    "its directory and those above": Place(
        "import glob\ndef look(): return any(read(n) for n in [*glob.glob('*'), *glob.glob('../*'), *glob.glob('../*/*'), *glob.glob('/*')])",
        plant="open('notes.txt', 'w').write(TOKEN)",
    ),
    "directories for all": Place(
        "def look():\n    for top in ('/tmp', '/dev/shm', '/var/tmp', '/run'):\n        for path, names, files in os.walk(top):\n            names[:] = [n for n in names if 'pyprac' in n or 'pytest' not in n][:50]\n            if any(read(os.path.join(path, n)) for n in files[:50]): return True\n    return False",
        plant="NOTHING = 1",
    ),
    "what /proc tells of itself": Place(
        "import glob\ndef look(): return any(read(n) for n in glob.glob('/proc/self/*') if n.rsplit('/', 1)[1] not in ('mem', 'pagemap', 'clear_refs', 'kcore'))",
        plant="NOTHING = 1",
    ),
    "its environment": Place(
        "def look(): return deep(dict(os.environ)) or deep(sys.argv) or deep(list(sys.orig_argv)) or read('/proc/self/environ')",
        plant="os.environ['X'] = TOKEN",
    ),
    "its descriptors": Place(
        "def look():\n    for fd in range(64):\n        try:\n            if os.lseek(fd, 0, 0) == 0 and has(os.read(fd, 2 ** 16)): return True\n        except OSError: pass\n    return False",
        plant="FILE = open('notes.txt', 'w+')\nFILE.write(TOKEN)\nFILE.flush()",
    ),
}
