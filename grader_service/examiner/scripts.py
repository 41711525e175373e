"""Output compared line by line: of a submission that was run as a script, or of one call."""

from itertools import zip_longest
from typing import Final

from grader_service.examiner.outcome import Outcome
from grader_service.examiner.show import clip
from grader_service.examiner.texts import differ_in_blanks, difference_unseen
from grader_service.say import Said, say

LINE: Final = 200


def lines_of(text: str) -> list[str]:
    """Its lines without trailing blanks; a missing last newline, and blank lines at the end, make no difference."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def same_output(printed: str, expected: str) -> bool:
    """Whether the output is the expected one."""
    return lines_of(printed) == lines_of(expected)


def judge(printed: str, expected: str | None) -> Outcome:
    """The outcome of a script that ended without an error; without an expected output that is enough."""
    if expected is None:
        return Outcome(status="passed", share=1, actual=printed)
    if same_output(printed, expected):
        return Outcome(status="passed", share=1, expected=expected, actual=printed)
    return wrong_output(printed, expected)


def wrong_output(printed: str, expected: str) -> Outcome:
    """A failed comparison, with a sentence about its first difference."""
    return Outcome(status="failed", expected=expected, actual=printed, message=describe(printed, expected))


def describe(printed: str, expected: str) -> Said:
    """The first difference of two outputs that are not the same."""
    got, wanted = lines_of(printed), lines_of(expected)
    if not got:
        return say("Nothing was printed.")
    if [line.lower() for line in got] == [line.lower() for line in wanted]:
        return say("Only upper and lower case differ.")
    number = next(number for number, (one, other) in enumerate(zip_longest(got, wanted), 1) if one != other)
    if number <= min(len(got), len(wanted)) and (unseen := difference_unseen(got[number - 1], wanted[number - 1])):
        return say("Line %1 of the output looks right, but at position %2 there is %3 instead of %4.", number, *unseen)
    if len(got) == len(wanted) and all(map(differ_in_blanks, got, wanted)):
        return say("Only the spaces differ, first in line %1 of the output.", number)
    if differ_in_blanks("".join(got), "".join(wanted)):
        return say("Only spaces and line breaks differ, first in line %1 of the output.", number)
    return _describe_end(number, got, wanted) or _describe_line(number, got[number - 1], wanted[number - 1])


def _describe_end(number: int, got: list[str], wanted: list[str]) -> Said | None:
    """Lines that are too many, missing, or only in another order."""
    if number > len(wanted):
        return say("The output goes on after its expected end, with %1.", _quote(got[number - 1]))
    if number > len(got):
        return say("The output ends too early: line %1 should be %2.", number, _quote(wanted[number - 1]))
    if sorted(got) == sorted(wanted):
        return say("The lines of the output are right, but their order is not, first in line %1.", number)
    return None


def _describe_line(number: int, line: str, want: str) -> Said:
    if want and line.endswith(want):
        before = _quote(line.removesuffix(want))
        return say(
            "In line %1 of the output %2 comes before %3.",
            number,
            before,
            _quote(want),
        )
    return say("Line %1 of the output is %2, but should be %3.", number, _quote(line), _quote(want))


def _quote(line: str) -> str:
    return repr(clip(line, LINE))
