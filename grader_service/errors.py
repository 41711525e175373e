"""Every error of the grader that a person is to read.

    GraderError            the sentence says what to do
    `- Refused             this grader will not start or go on until something is changed

Damaged and newer messages have their errors in `contract`.
"""


class GraderError(Exception):
    """Base of all: `str(error)` is a sentence for a person."""


class Refused(GraderError):
    """The grader stops, because going on would be unsafe or useless."""
