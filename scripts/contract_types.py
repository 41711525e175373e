"""Write the contract's TypeScript types from the structs that the server replies with.

`python scripts/contract_types.py` writes `labextension/src/client/contract.ts`; with `--check` it writes nothing and
fails where the file differs. Names lose their `View`; `TestView` becomes `TestResult`.
"""

import argparse
import sys
import types
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "labextension" / "src" / "client" / "contract.ts"
NAMES = {"TestView": "TestResult"}
SIMPLE: dict[object, str] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    datetime: "string",
    type(None): "null",
}
HEAD = """\
/**
 * The values of the contract as the server sends them; times are RFC 3339 in UTC.
 * Written by scripts/contract_types.py from jupyter_pyprac/visibility.py: change them there.
 */
"""


class Writer:
    """Collects the declarations of structs and named literals, each once, in the order they are needed."""

    def __init__(self, literals: dict[object, str]) -> None:
        self._literals = literals
        self._declared: dict[str, str] = {}

    def struct(self, struct: type[msgspec.Struct]) -> str:
        """Declare a struct with all it refers to; its name in TypeScript."""
        name = NAMES.get(struct.__name__, struct.__name__.removesuffix("View"))
        if name not in self._declared:
            self._declared[name] = ""
            body = "".join(f"  {line}\n" for line in self._fields(struct))
            said = (struct.__doc__ or "").strip().splitlines()[0]
            del self._declared[name]  # what it refers to is declared by now and comes first
            self._declared[name] = f"/** {said} */\nexport interface {name} {{\n{body}}}\n"
        return name

    def _fields(self, struct: type[msgspec.Struct]) -> Iterator[str]:
        hints = get_type_hints(struct)
        left_out = struct.__struct_config__.omit_defaults
        for field in msgspec.structs.fields(struct):
            optional = "?" if left_out and not field.required else ""
            yield f"readonly {field.encode_name}{optional}: {self.type(hints[field.name])};"

    def type(self, hint: Any) -> str:  # noqa: ANN401  a type hint may be anything
        """A Python type hint as TypeScript; a named literal is declared on the way.

        Raises:
            TypeError: a hint that has no counterpart here yet.
        """
        origin, arguments = get_origin(hint), get_args(hint)
        if hint in SIMPLE:
            return SIMPLE[hint]
        if origin is Literal:
            return self._literal(hint)
        if origin in (Union, types.UnionType):
            return " | ".join(self.type(argument) for argument in arguments)
        if origin is tuple and arguments[1:] == (...,):
            inner = self.type(arguments[0])
            return f"readonly ({inner})[]" if "|" in inner else f"readonly {inner}[]"
        if origin is tuple:
            return f"readonly [{', '.join(self.type(argument) for argument in arguments)}]"
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            return self.struct(hint)
        message = f"{hint!r} has no TypeScript here yet: add it to scripts/contract_types.py"
        raise TypeError(message)

    def _literal(self, hint: object) -> str:
        union = " | ".join(f"'{value}'" for value in get_args(hint))
        name = self._literals.get(hint)
        if name is None:
            return union
        self._declared.setdefault(name, f"export type {name} = {union};\n")
        return name

    def text(self) -> str:
        """The whole file."""
        return "\n".join((HEAD, *self._declared.values()))


def contract() -> str:
    """The TypeScript of every struct that leaves the service."""
    sys.path.insert(0, str(ROOT))
    from grader_service import contract as grader  # noqa: PLC0415  found only with the repository on the path
    from jupyter_pyprac import model, visibility  # noqa: PLC0415  the same

    sources = {**vars(grader), **vars(model)}
    writer = Writer({value: name for name, value in sources.items() if get_origin(value) is Literal})
    for value in vars(visibility).values():
        own = isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == visibility.__name__
        if own:
            writer.struct(value)
    return writer.text()


def main() -> int:
    """Write the file, or compare it; 0 where it is up to date afterwards."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the file is out of date")
    if not parser.parse_args().check:
        TARGET.write_text(contract(), encoding="utf-8")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == contract():
        return 0
    print(f"{TARGET.relative_to(ROOT)} is out of date: run python scripts/contract_types.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
