"""The gate in front of students: a course is run before it is published, every program of it in the sandbox."""

from jupyter_pyprac.authoring.gate.grading import Grade, Graders
from jupyter_pyprac.authoring.gate.passage import settle, through_gate

__all__ = ["Grade", "Graders", "settle", "through_gate"]
