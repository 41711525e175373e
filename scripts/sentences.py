"""Write the sentences that graders say, for the catalogues of translations.

`python scripts/sentences.py` writes `labextension/locale/sentences.json`; with `--check` it writes nothing and fails
where the file differs. Either fails where `say` gets what cannot be read from the source.
"""

import argparse
import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "labextension" / "locale" / "sentences.json"
SAID_FROM_TABLES = frozenset({"grader_service/feedback/__init__.py", "grader_service/feedback/syntax.py"})
"""Where `say` gets a row's words."""

Template = str | tuple[str, str]


class UnreadableError(Exception):
    """A sentence that is put together when the program runs: nobody could translate it."""


def said(root: Path = ROOT) -> dict[Template, set[str]]:
    """Every template with the files below the root that say it.

    Raises:
        UnreadableError: a template is no text in the source; names the place.
    """
    found: dict[Template, set[str]] = {}
    for path in sorted((root / "grader_service").rglob("*.py")):
        file = path.relative_to(root).as_posix()
        for template in (*_in_calls(path, file), *_in_tables(file)):
            found.setdefault(template, set()).add(file)
    return found


def _in_calls(path: Path, file: str) -> Iterator[Template]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            template = _template(node.args[0])
            if template is not None:
                yield template
            elif file not in SAID_FROM_TABLES:
                message = f"{file}:{node.lineno}: `say` gets no text that can be read from the source"
                raise UnreadableError(message)


def _template(node: ast.expr) -> Template | None:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if isinstance(value, str | tuple) else None


def _in_tables(file: str) -> Iterator[Template]:
    from grader_service.feedback.repairs import HABITS, REPAIRS  # noqa: PLC0415  found only with the root on the path
    from grader_service.feedback.table import TABLE  # noqa: PLC0415  the same

    if file == "grader_service/feedback/table.py":
        yield from (words for _, _, words in TABLE if isinstance(words, str))
    if file == "grader_service/feedback/repairs.py":
        yield from (row.words for row in (*REPAIRS, *HABITS))


def as_json() -> str:
    """The file as text: a template on each line, in the order of the alphabet."""
    rows = [
        {"one": one, "many": many, "files": sorted(files)}
        for template, files in said().items()
        for one, many in [(template, None) if isinstance(template, str) else template]
    ]
    lines = sorted(json.dumps(row, ensure_ascii=False) for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def main() -> int:
    """Write the file, or compare it; 0 where it is up to date afterwards."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the file is out of date")
    check = parser.parse_args().check
    sys.path.insert(0, str(ROOT))
    try:
        text = as_json()
    except UnreadableError as error:
        print(error, file=sys.stderr)
        return 1
    if not check:
        TARGET.write_text(text, encoding="utf-8")
    elif not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != text:
        print(f"{TARGET.relative_to(ROOT)} is out of date: run python scripts/sentences.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
