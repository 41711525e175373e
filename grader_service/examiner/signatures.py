"""The signature of a student's function, put together from what its code tells."""

import inspect
from collections.abc import Mapping, Sequence

from grader_service.sandbox.values import Value


def made(  # noqa: PLR0913, PLR0917  the parts of a signature
    names: Sequence[str],
    counts: Sequence[int],
    flags: int,
    defaults: Sequence[Value] | None,
    by_name: Mapping[str, Value] | None,
    annotations: Mapping[str, Value],
) -> inspect.Signature:
    """A signature; `counts` are those of positional, ordinary and keyword-only parameters.

    Raises:
        AttributeError: what was told makes none.
    """
    try:
        parameters = _parameters(list(names), list(counts), flags, tuple(defaults or ()), by_name or {})
        told = [each.replace(annotation=annotations.get(each.name, each.empty)) for each in parameters]
        return inspect.Signature(told, return_annotation=annotations.get("return", inspect.Signature.empty))
    except (TypeError, ValueError, IndexError) as error:
        message = "__signature__"
        raise AttributeError(message) from error


def _parameters(
    names: list[str], counts: list[int], flags: int, defaults: tuple[Value, ...], by_name: Mapping[str, Value]
) -> list[inspect.Parameter]:
    kinds = inspect.Parameter
    first, second, named = counts
    positional, only_named = names[: first + second], names[first + second : first + second + named]
    without = len(positional) - len(defaults)
    rest = names[first + second + named :]
    found = [
        kinds(
            name,
            kinds.POSITIONAL_ONLY if index < first else kinds.POSITIONAL_OR_KEYWORD,
            default=defaults[index - without] if index >= without else kinds.empty,
        )
        for index, name in enumerate(positional)
    ]
    if flags & inspect.CO_VARARGS:
        found.append(kinds(rest.pop(0), kinds.VAR_POSITIONAL))
    found += [kinds(name, kinds.KEYWORD_ONLY, default=by_name.get(name, kinds.empty)) for name in only_named]
    if flags & inspect.CO_VARKEYWORDS:
        found.append(kinds(rest.pop(0), kinds.VAR_KEYWORD))
    return found
