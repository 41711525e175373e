"""Exceptions of the student's code as a verdict carries them: with lines, frames and an explanation."""

import ast

from grader_service.contract import ErrorInfo, Frame, Test
from grader_service.examiner.show import clip
from grader_service.feedback import Mistake, Place, Seen, explain
from grader_service.sandbox.report import Report

CODE_LENGTH = 200


def explained(report: Report, source: str, test: Test | None = None) -> ErrorInfo:
    """The error of a report, raised in a test; the code of its frames is taken from the source that was submitted."""
    lines = source.split("\n")
    numbers = [line for line in report.lines if 1 <= line <= len(lines)]
    advice = explain(_mistake(report, source, numbers[-1] if numbers else None, test))
    if "SyntaxError" in report.names and numbers and advice and advice.line:
        numbers[-1] = advice.line
    frames = tuple(Frame(line=line, code=clip(lines[line - 1].strip(), CODE_LENGTH)) for line in numbers)
    return ErrorInfo(
        type=report.names[0],
        message=report.text,
        line=frames[-1].line if frames else None,
        explanation=advice and str(advice.words),
        sentences=advice.words.sentences if advice else (),
        traceback=frames,
    )


def _mistake(report: Report, source: str, line: int | None, test: Test | None) -> Mistake:
    place, values, known = report.scene
    return Mistake(
        tuple(report.names),
        report.text,
        line,
        source,
        Place(*place) if place else None,
        {str(name): Seen(str(kind), str(text), int(size)) for name, kind, text, size in values},
        tuple(known),
        None if test is None or test.stdin is None else len(test.stdin.splitlines()),
        test is not None and _is_number(test.expected),
        test is not None and test.kind == "stdin" and test.stdout is None,
    )


def _is_number(expected: str | None) -> bool:
    """Whether a literal is one of a number; a text that cannot be read is none."""
    try:
        return type(ast.literal_eval((expected or "").strip())) in {int, float}
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False
