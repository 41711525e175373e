"""The examiner's process in the environment `datascience`: as `main`, with NumPy and pandas warm."""

from typing import Final

from grader_service.examiner.main import WARM as PLAIN
from grader_service.examiner.main import rehearse, run
from grader_service.sandbox.datascience import PACKAGES

__all__ = ["PACKAGES", "WARM", "rehearse", "run"]

WARM: Final = (*PLAIN, "numpy", "numpy.testing", "pandas", "pandas.testing")
