"""The whole way through the gate, whoever runs its programs."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Fault, Reason, Refused
from jupyter_pyprac.authoring.gate.grading import Crew, Graders
from jupyter_pyprac.authoring.gate.judging import faults
from jupyter_pyprac.authoring.gate.limits import cramped
from jupyter_pyprac.authoring.gate.mutation import unnoticed
from jupyter_pyprac.authoring.gate.programs import Runs, programs
from jupyter_pyprac.authoring.gate.remarks import remarks
from jupyter_pyprac.authoring.gate.rounds import runs_of
from jupyter_pyprac.authoring.gate.settling import passed_inside, settled
from jupyter_pyprac.authoring.lines import NotebookFault, Origin
from jupyter_pyprac.authoring.stages import Stage


def through_gate(bundle: Bundle, graders: Graders, *, threads: int, stage: Stage, thorough: bool = False) -> Bundle:
    """The bundle after the gate, with what was noticed there; at most `threads` programs are graded at once.

    `thorough` also looks for what refuses nothing and takes longer: it is for a check, not for each import.

    Raises:
        Refused: something in it is to be mended; lists every fault, by notebook and cell or the assignment's slug,
            and the notes that were made until then.
    """
    crew = Crew(graders, threads, stage)
    found = settled(bundle, crew)
    every = [program for assignment in found.assignments for program in programs(assignment)]
    runs = runs_of(every, crew, thorough=thorough)
    failing = [each for each in runs if each.always_missed()]
    for each, inside in zip(failing, crew.work("Trying again", passed_inside, failing), strict=True):
        each.inside = inside
    found = noted(found, ((each.slug, note) for each in found.assignments for note in remarks(each)))
    reasons = tuple(dict.fromkeys(reasons_of(found, runs)))
    if reasons:
        raise Refused(reasons, tuple(note for _, note in found.worth_a_look()))
    tight = [each for each in runs if each.cramped]
    notes = [*told(tight, crew.work("Measuring", cramped, tight))]
    solutions = [each for each in runs if each.program.kind == "solution"] if thorough else []
    notes += told(solutions, crew.work("Trying wrong variants", unnoticed, solutions))
    return noted(found, notes)


def settle(bundle: Bundle, graders: Graders, stage: Stage) -> Bundle:
    """The bundle with a place for each test; only one that was written for another tool is run for that."""
    return settled(bundle, Crew(graders, 1, stage))


def reasons_of(bundle: Bundle, every: Sequence[Runs]) -> Iterator[Reason]:
    """All that is to be mended, where its author finds it."""
    for runs in every:
        slug = runs.program.assignment.slug
        origin = bundle.origins.get(slug)
        for fault in faults(runs):
            yield Reason(origin.source if origin else slug, placed(fault, origin))


def placed(fault: Fault, origin: Origin | None) -> str:
    """A fault or a note with its place, in a notebook by cell and line."""
    if origin is None:
        return str(fault._replace(path=""))
    where = "notebook metadata" if fault.path == "limits" else origin.where(fault.path, fault.line)
    return str(NotebookFault(where, fault.text))


def told(solutions: Sequence[Runs], found: Sequence[Sequence[Fault]]) -> Iterator[tuple[str, Fault]]:
    """What was found about each solution, with its assignment's slug."""
    for runs, notes in zip(solutions, found, strict=True):
        yield from ((runs.program.assignment.slug, note) for note in notes)


def noted(bundle: Bundle, found: Iterable[tuple[str, Fault]]) -> Bundle:
    """The bundle with what was noticed, each with its assignment's slug, added to its notes."""
    notes = dict(bundle.notes)
    for slug, note in found:
        notes[slug] = (*notes.get(slug, ()), placed(note, bundle.origins.get(slug)))
    return msgspec.structs.replace(bundle, notes=notes)
