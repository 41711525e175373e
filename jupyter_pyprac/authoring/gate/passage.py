"""The whole way through the gate, whoever runs its programs."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.draft import METADATA
from jupyter_pyprac.authoring.faults import Fault, Reason, Refused
from jupyter_pyprac.authoring.gate import rounds, settling
from jupyter_pyprac.authoring.gate.grading import Graders, Stage
from jupyter_pyprac.authoring.gate.judging import faults
from jupyter_pyprac.authoring.gate.limits import cramped
from jupyter_pyprac.authoring.gate.pool import in_parallel
from jupyter_pyprac.authoring.gate.programs import Runs, programs
from jupyter_pyprac.authoring.gate.remarks import remarks
from jupyter_pyprac.authoring.lines import NotebookFault, Origin


def through_gate(bundle: Bundle, graders: Graders, *, threads: int, stage: Stage, thorough: bool = False) -> Bundle:
    """The bundle after the gate, with what was noticed there; at most `threads` programs are graded at once.

    `thorough` also looks for what refuses nothing and takes longer: it is for a check, not for each import.

    Raises:
        Refused: something in it is to be mended; lists every fault, by notebook and cell or the assignment's slug.
    """
    found = settle(bundle, graders, stage)
    every = [program for assignment in found.assignments for program in programs(assignment)]
    with stage("Checking", rounds.planned(every, thorough=thorough)) as ended:
        runs = rounds.runs_of(every, graders, threads=threads, thorough=thorough, ended=ended)
    reasons = tuple(reasons_of(found, runs))
    if reasons:
        raise Refused(reasons)
    notes = [(assignment.slug, note) for assignment in found.assignments for note in remarks(assignment)]
    notes += measured([each for each in runs if each.cramped], graders, threads=threads, stage=stage)
    return noted(found, notes)


def settle(bundle: Bundle, graders: Graders, stage: Stage) -> Bundle:
    """The bundle with a place for each test; only one that was written for another tool is run for that."""
    waiting = settling.to_settle(bundle)
    if not waiting:
        return bundle
    with graders() as grade, stage("Trying", len(waiting)) as ended:
        return settling.settled(bundle, grade, ended)


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
    where = "notebook metadata" if fault.path in METADATA else origin.where(fault.path, fault.line)
    return str(NotebookFault(where, fault.text))


def measured(tight: Sequence[Runs], graders: Graders, *, threads: int, stage: Stage) -> Iterator[tuple[str, Fault]]:
    """Notes, each with its assignment's slug, on limits that leave the solution too little room."""
    if tight:
        with graders() as grade, stage("Measuring", len(tight)) as ended:
            found = in_parallel(lambda runs: list(cramped(runs, grade)), tight, threads=threads, ended=ended)
        for runs, notes in zip(tight, found, strict=True):
            yield from ((runs.program.assignment.slug, note) for note in notes)


def noted(bundle: Bundle, found: Iterable[tuple[str, Fault]]) -> Bundle:
    """The bundle with what was noticed, each with its assignment's slug, added to its notes."""
    notes = dict(bundle.notes)
    for slug, note in found:
        notes[slug] = (*notes.get(slug, ()), placed(note, bundle.origins.get(slug)))
    return msgspec.structs.replace(bundle, notes=notes)
