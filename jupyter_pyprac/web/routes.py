"""Which path is whose. A host makes the classes it mounts from this table and its own base classes."""

from jupyter_pyprac.web.assignments import Assignments, Courses, CurrentAssignment, Hint, LastVisit
from jupyter_pyprac.web.base import Handler
from jupyter_pyprac.web.course import Check, Course, OneCheck, Preview
from jupyter_pyprac.web.drafts import Draft
from jupyter_pyprac.web.paths import BASE
from jupyter_pyprac.web.runs import OneRun, Run
from jupyter_pyprac.web.submissions import OneSubmission, Submission, Submissions
from jupyter_pyprac.web.teaching import Progress, Requeue

ROUTES: tuple[tuple[str, type[Handler]], ...] = (
    (f"{BASE}/courses", Courses),
    (f"{BASE}/assignments", Assignments),
    (f"{BASE}/assignment", CurrentAssignment),
    (f"{BASE}/assignment/last-visit", LastVisit),
    (f"{BASE}/hint", Hint),
    (f"{BASE}/draft", Draft),
    (f"{BASE}/submission", Submission),
    (f"{BASE}/submissions", Submissions),
    (f"{BASE}/submission/([^/]+)", OneSubmission),
    (f"{BASE}/run", Run),
    (f"{BASE}/run/([^/]+)", OneRun),
    (f"{BASE}/check", Check),
    (f"{BASE}/check/([^/]+)", OneCheck),
    (f"{BASE}/course", Course),
    (f"{BASE}/preview", Preview),
    (f"{BASE}/progress", Progress),
    (f"{BASE}/requeue", Requeue),
)
