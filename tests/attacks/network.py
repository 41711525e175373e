"""Network: every family of sockets, every way to say where to. The stage listens on loopback and answers with its secret."""

# ruff: noqa: E501  programs of a test stay on one line

from functools import partial

from tests.attacks.attack import Attack

_reach = partial(Attack, family="network")
_send = partial(Attack, family="network", effect=True)

_ASK = """
import socket
def ask(family, kind, address, protocol=0):
    with socket.socket(family, kind, protocol) as s:
        s.settimeout(0.4)
        s.connect(address)
        s.send(b"?")
        return proof(s.recv(64))
"""

_ABSENT = """
def absent(family, kind=1, protocol=0):
    import socket
    try: return socket.socket(family, kind, protocol)
    except OSError as e: raise OSError(19 if e.errno in (22, 93, 94, 97) else e.errno, "socket") from e
"""

ATTACKS = (
    _reach(
        "TCP", code=_ASK + "def attack(): return ask(socket.AF_INET, socket.SOCK_STREAM, ('127.0.0.1', STAGE['tcp']))"
    ),
    _reach(
        "UDP", code=_ASK + "def attack(): return ask(socket.AF_INET, socket.SOCK_DGRAM, ('127.0.0.1', STAGE['udp']))"
    ),
    _reach(
        "TCP over IPv6",
        optional=True,
        code=_ASK
        + "def attack():\n    if not STAGE['tcp6']: raise OSError(97, 'no IPv6')\n    return ask(socket.AF_INET6, socket.SOCK_STREAM, ('::1', STAGE['tcp6']))",
    ),
    _reach(
        "MPTCP",
        optional=True,
        code=_ASK
        + "def attack():\n    try: return ask(socket.AF_INET, socket.SOCK_STREAM, ('127.0.0.1', STAGE['tcp']), 262)\n    except OSError as e: raise OSError(93 if e.errno in (22, 92) else e.errno, 'mptcp') from e",
    ),
    _reach(
        "TCP without blocking",
        code="import socket, select\ndef attack():\n    s = socket.socket()\n    s.setblocking(False)\n    s.connect_ex(('127.0.0.1', STAGE['tcp']))\n    select.select([], [s], [], 0.4)\n    s.send(b'?')\n    select.select([s], [], [], 0.4)\n    return proof(s.recv(64))",
    ),
    _reach(
        "TCP by http.client",
        code="import http.client\ndef attack():\n    c = http.client.HTTPConnection('127.0.0.1', STAGE['tcp'], timeout=0.4)\n    c.request('GET', '/')\n    return proof(c.sock.recv(64))",
    ),
    _reach(
        "TCP by asyncio",
        code="import asyncio\nasync def go():\n    reader, writer = await asyncio.open_connection('127.0.0.1', STAGE['tcp'])\n    writer.write(b'?')\n    return proof(await reader.read(64))\ndef attack(): return asyncio.run(go())",
    ),
    _reach(
        "offers a service by TCP",
        code="import socket\ndef attack():\n    s = socket.create_server(('127.0.0.1', 0))\n    return s.getsockname()[1] > 0",
    ),
    _reach(
        "takes UDP",
        code="import socket\ndef attack():\n    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n    s.bind(('127.0.0.1', 0))\n    return s.getsockname()[1] > 0",
    ),
    _reach(
        "a stream by a path", code=_ASK + "def attack(): return ask(socket.AF_UNIX, socket.SOCK_STREAM, STAGE['unix'])"
    ),
    _reach(
        "a stream by an abstract name",
        code=_ASK + "def attack(): return ask(socket.AF_UNIX, socket.SOCK_STREAM, '\\0' + STAGE['mark'])",
    ),
    _reach(
        "packets in order by a path",
        code=_ASK + "def attack(): return ask(socket.AF_UNIX, socket.SOCK_SEQPACKET, STAGE['unix_seq'])",
    ),
    _reach(
        "waits under an abstract name for the next run",
        code="import socket\ndef attack():\n    s = socket.socket(socket.AF_UNIX)\n    s.bind('\\0' + STAGE['mark'] + '-mail')\n    s.listen()\n    return True",
    ),
    _send(
        "waits under a path for others",
        code="import socket\ndef attack():\n    s = socket.socket(socket.AF_UNIX)\n    s.bind(STAGE['outside'] + '/mail')\n    s.listen()",
    ),
    _send(
        "a datagram by a path",
        code="import socket\ndef attack():\n    s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n    s.sendto(b'?', STAGE['unix_dgram'])",
    ),
    _send(
        "a datagram by an abstract name",
        code="import socket\ndef attack():\n    s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n    s.sendto(b'?', '\\0' + STAGE['mark'] + '-dgram')",
    ),
    _send(
        "a datagram to a path from a pair",
        code="import socket\ndef attack():\n    s, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\n    s.connect(STAGE['unix_dgram'])\n    s.send(b'?')",
    ),
    _send(
        "a message to a path from a pair",
        code="import socket\ndef attack():\n    s, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\n    s.sendmsg([b'?'], [], 0, STAGE['unix_dgram'])",
    ),
    _send(
        "many messages by one call of the kernel",
        code="""
import socket
def attack():
    s, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    name = ctypes.create_string_buffer(struct.pack("H", 1) + STAGE["unix_dgram"].encode() + b"\\0")
    text = ctypes.create_string_buffer(b"?")
    piece = ctypes.create_string_buffer(struct.pack("QQ", ctypes.addressof(text), 1))
    head = struct.pack("QI4xQQQQi4x", ctypes.addressof(name), len(name.raw), ctypes.addressof(piece), 1, 0, 0, 0)
    syscall("sendmmsg", s.fileno(), ctypes.create_string_buffer(head + bytes(8)), 1, 0)
""",
    ),
    _send(
        "a datagram by UDP without connecting",
        code="import socket\ndef attack():\n    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n    s.sendto(b'?', ('127.0.0.1', STAGE['udp']))",
    ),
    _send(
        "sends with the first packet of TCP",
        code="import socket\ndef attack():\n    s = socket.socket()\n    s.sendto(b'?', 0x20000000, ('127.0.0.1', STAGE['tcp']))",
    ),
    _reach(
        "uses a connection that was left open",
        code="import socket, os\ndef attack():\n    for fd in range(3, 256):\n        try: s = socket.socket(fileno=os.dup(fd))\n        except OSError: continue\n        try:\n            if s.getsockname()[0] != '127.0.0.1' or s.getpeername()[1] != STAGE['tcp']: continue\n            s.settimeout(0.4)\n            s.send(b'?')\n            if proof(s.recv(64)): return True\n        except (OSError, IndexError, TypeError): continue",
    ),
    _reach(
        "netlink",
        code="import socket, struct\ndef attack():\n    s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)\n    s.settimeout(0.4)\n    s.send(struct.pack('IHHIIBxHiII', 32, 18, 0x301, 1, 0, 0, 0, 0, 0, 0))\n    return len(s.recv(4096)) > 32",
    ),
    _reach(
        "raw packets",
        root=True,
        code="import socket\ndef attack(): return socket.socket(socket.AF_INET, socket.SOCK_RAW, 1).fileno() >= 0",
    ),
    _reach(
        "packets of the wire",
        root=True,
        optional=True,
        code=_ABSENT + "def attack(): return absent(17, 3, 0x300).fileno() >= 0",
    ),
    _reach(
        "ping",
        optional=True,
        telling=False,
        reason="whom the kernel lets ping depends on a setting of the machine",
        code=_ABSENT
        + "def attack():\n    s = absent(2, 2, 1)\n    s.settimeout(0.4)\n    s.sendto(bytes([8, 0, 0, 0, 0, 0, 0, 1]), ('127.0.0.1', 0))\n    return len(s.recv(64)) > 0",
    ),
    _reach("vsock", optional=True, code=_ABSENT + "def attack(): return absent(40).fileno() >= 0"),
    _reach(
        "the kernel's ciphers",
        optional=True,
        code=_ABSENT + "def attack():\n    s = absent(38, 5)\n    s.bind(('hash', 'sha256'))\n    return True",
    ),
    _reach("the CAN bus", optional=True, code=_ABSENT + "def attack(): return absent(29, 3, 1).fileno() >= 0"),
    _reach("bluetooth", optional=True, code=_ABSENT + "def attack(): return absent(31, 3, 1).fileno() >= 0"),
    _reach("TIPC", optional=True, code=_ABSENT + "def attack(): return absent(30).fileno() >= 0"),
    _reach("XDP", root=True, optional=True, code=_ABSENT + "def attack(): return absent(44, 3).fileno() >= 0"),
    _reach(
        "keys of IPsec", root=True, optional=True, code=_ABSENT + "def attack(): return absent(15, 3, 2).fileno() >= 0"
    ),
    _reach(
        "a tunnel",
        root=True,
        optional=True,
        code="import fcntl, os, struct\ndef attack():\n    if not os.path.exists('/dev/net/tun'): raise OSError(19, 'none')\n    try: fd = os.open('/dev/net/tun', os.O_RDWR)\n    except OSError as e: raise OSError(19 if e.errno in (2, 19) else e.errno, 'tun') from e\n    fcntl.ioctl(fd, 0x400454ca, struct.pack('16sH22x', b'pyprac-test', 0x1001))\n    return True",
    ),
    _reach(
        "network by io_uring",
        optional=True,
        code="""
import socket
def attack():
    params = ctypes.create_string_buffer(120)
    try: return syscall("io_uring_setup", 4, params) >= 0
    except OSError as e: raise OSError(38 if e.errno == 1 and STAGE["uring_off"] else e.errno, "io_uring") from e
""",
    ),
)
