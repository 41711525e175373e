"""Where the tests of an imported assignment run: apart from the submission, and inside its process where they must.

Reading gives tests that run apart, which is the stronger place. Those that the assignment's own solution does not
pass there are tried inside, as `shared` ones; what passes nowhere stays apart, for the gate to tell why.
"""

from collections.abc import Mapping

import msgspec

from grader_service.contract import Test, TestResult
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.gate.failures import failure, outspoken
from jupyter_pyprac.authoring.gate.grading import Crew, Grade
from jupyter_pyprac.authoring.gate.programs import Runs
from jupyter_pyprac.authoring.gate.rebinding import rebound
from jupyter_pyprac.model import Assignment


def to_settle(bundle: Bundle) -> list[Assignment]:
    """The assignments whose tests have no place yet, and a solution that tells which it is."""
    return [each for each in bundle.assignments if each.slug in bundle.imported and each.solution.strip()]


def settled(bundle: Bundle, crew: Crew) -> Bundle:
    """The bundle with a place for each of its tests."""
    waiting = to_settle(bundle)
    found = dict(zip((each.slug for each in waiting), crew.work("Trying", placed, waiting), strict=True))
    notes = dict(bundle.notes)
    for slug, (_, told) in found.items():
        notes.update({slug: (*notes.get(slug, ()), *told)} if told else {})
    assignments = tuple(found[each.slug][0] if each.slug in found else each for each in bundle.assignments)
    return msgspec.structs.replace(bundle, assignments=assignments, notes=notes, imported=frozenset())


def placed(grade: Grade, assignment: Assignment) -> tuple[Assignment, tuple[str, ...]]:
    """The assignment with those tests shared that pass nowhere else, and why."""
    apart = missed(assignment, grade)
    if not apart:
        return assignment, ()
    tests = tuple(
        inside(test, assignment.solution) if index in apart else test for index, test in enumerate(assignment.tests)
    )
    still = missed(with_tests(assignment, tests), grade)
    moved = [index for index in apart if index not in still]
    kept = tuple(tests[index] if index in moved else test for index, test in enumerate(assignment.tests))
    return with_tests(assignment, kept), tuple(reason(assignment, index, apart[index]) for index in moved)


def missed(assignment: Assignment, grade: Grade) -> Mapping[int, TestResult]:
    """The tests, by their number, that the solution does not pass."""
    results = grade(outspoken(assignment), assignment.solution).tests
    return {index: result for index, result in enumerate(results) if result.status != "passed"}


def inside(test: Test, solution: str) -> Test:
    """The test as one that runs where the submission's real objects are; itself where there is none such."""
    if test.code is not None:
        return msgspec.structs.replace(test, shared=True, code=rebound(test.code, solution))
    if test.call is None or test.expected is None:
        return test
    code = f"assert {test.call} == {test.expected}\n"
    return msgspec.structs.replace(test, shared=True, code=code, call=None, expected=None, compare="equal")


def passed_inside(grade: Grade, runs: Runs) -> frozenset[int]:
    """The tests of code that a solution always misses apart from itself, and passes where its real objects are."""
    assignment = runs.program.assignment
    tried = [index for index in runs.always_missed() if assignment.tests[index].code is not None]
    if not tried:
        return frozenset()
    shared = tuple(msgspec.structs.replace(assignment.tests[index], shared=True) for index in tried)
    still = missed(with_tests(assignment, shared), grade)
    return frozenset(index for place, index in enumerate(tried) if place not in still)


def with_tests(assignment: Assignment, tests: tuple[Test, ...]) -> Assignment:
    """The assignment with other tests."""
    return msgspec.structs.replace(assignment, tests=tests)


def reason(assignment: Assignment, index: int, result: TestResult) -> str:
    """Why a test runs inside the submission's process."""
    told = failure(result, assignment.tests[index], assignment.environment)
    return f"runs inside the submission's own process, as apart from it the solution does not pass {told}"
