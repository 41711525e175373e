"""Making a verdict fit the contract's size: the longest output goes first, and what is left says so."""

import msgspec

from grader_service.contract import VERDICT_BYTES, ErrorInfo, TestResult, Verdict, encode

CAPS = (16_384, 4_096, 1_024, 256, 64, 0)
NOTE = "… (cut: the verdict was too long)"


def fitted(verdict: Verdict) -> bytes:
    """The encoded verdict, its texts cut where it is over 256 KiB: output and actual values first, then the rest."""
    encoded = encode(verdict)
    for cap in CAPS:
        if len(encoded) <= VERDICT_BYTES:
            return encoded
        verdict = with_less_output(verdict, cap)
        encoded = encode(verdict)
    if len(encoded) > VERDICT_BYTES:
        encoded = encode(with_fewer_words(verdict))
    return encoded if len(encoded) <= VERDICT_BYTES else encode(without_tests(verdict))


def with_less_output(verdict: Verdict, cap: int) -> Verdict:
    """The verdict with no output or actual value over `cap` characters."""
    tests = tuple(
        msgspec.structs.replace(test, stdout=shortened(test.stdout, cap), actual=shortened(test.actual, cap))
        for test in verdict.tests
    )
    return msgspec.structs.replace(verdict, tests=tests, stdout=shortened(verdict.stdout, cap) or "")


def with_fewer_words(verdict: Verdict) -> Verdict:
    """The verdict with calls, expected values, messages and the error's words short too."""
    cap = CAPS[-2]
    tests = tuple(fewer_words(test, cap) for test in verdict.tests)
    return msgspec.structs.replace(verdict, tests=tests, error=fewer_error_words(verdict.error))


def fewer_words(test: TestResult, cap: int) -> TestResult:
    """One test with every text short."""
    return msgspec.structs.replace(
        test,
        name=shortened(test.name, cap) or "",
        call=shortened(test.call, cap),
        expected=shortened(test.expected, cap),
        message=shortened(test.message, cap),
        sentences=(),
    )


def fewer_error_words(error: ErrorInfo | None) -> ErrorInfo | None:
    """The error with short text and no frames."""
    if error is None:
        return None
    return ErrorInfo(type=error.type[:256], message=shortened(error.message, 1024) or "", line=error.line)


def without_tests(verdict: Verdict) -> Verdict:
    """The verdict with its numbers alone: what remains for a job of many thousand tests."""
    return msgspec.structs.replace(verdict, tests=(), stdout=NOTE)


def shortened(text: str | None, cap: int) -> str | None:
    """The text's first `cap` characters and a note, or the text itself."""
    return text if text is None or len(text) <= cap + len(NOTE) else text[:cap] + NOTE
