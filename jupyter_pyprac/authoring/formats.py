"""The formats in which notebooks of a course may be written: a property of each notebook, seen in its cells."""

from jupyter_pyprac.authoring import nbtext, notebook
from jupyter_pyprac.authoring.draft import Draft, slug_of
from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.importers import nbgrader, otter, otterstudent

FOREIGN = (otter, otterstudent, nbgrader)
"""Readers of other tools' notebooks: each says which are its own, and fills a draft from one.

A notebook that went from nbgrader to Otter has marks of both: nbgrader's are what was left behind."""


def read(raw: bytes, name: str, load: LoadFile) -> Draft:
    """The assignment in a notebook's bytes; `load` gives files beside it. Faults are in the draft."""
    draft = Draft(name)
    found = nbtext.read(raw, draft.faults)
    if found is None:
        return draft
    draft.data = {"slug": slug_of(name)}
    foreign = () if notebook.is_own(found) else FOREIGN
    reader = next((each for each in foreign if each.is_own(found)), None)
    if reader is None:
        notebook.read(draft, found, load)
    else:
        draft.imported = True
        reader.read(draft, found, load)
    return draft
