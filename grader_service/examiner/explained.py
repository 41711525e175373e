"""Exceptions of the student's code as a verdict carries them: with lines, frames and an explanation."""

from grader_service.contract import ErrorInfo, Frame
from grader_service.examiner.show import clip
from grader_service.feedback import Mistake, explain
from grader_service.sandbox.report import Report

CODE_LENGTH = 200


def explained(report: Report, source: str) -> ErrorInfo:
    """The error of a report; the code of its frames is taken from the source that was submitted."""
    lines = source.split("\n")
    frames = tuple(
        Frame(line=line, code=clip(lines[line - 1].strip(), CODE_LENGTH))
        for line in report.lines
        if 1 <= line <= len(lines)
    )
    line = frames[-1].line if frames else None
    return ErrorInfo(
        type=report.names[0],
        message=report.text,
        line=line,
        explanation=explain(Mistake(tuple(report.names), report.text, line, source)),
        traceback=frames,
    )
