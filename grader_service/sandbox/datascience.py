"""The student's process in the environment `datascience`: as `guest`, with NumPy and pandas warm."""

import os
from typing import Final

# Linear algebra in one thread: those of Apple's library (the last) survive no fork.
os.environ.update(
    dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1")
)

from grader_service.sandbox.guest import WARM as PLAIN
from grader_service.sandbox.guest import rehearse, run

__all__ = ["PACKAGES", "WARM", "rehearse", "run"]

PACKAGES: Final = ("numpy", "pandas", "dateutil", "six", "pytz", "tzdata")
"""What may be read besides the standard library; what is not installed is left out."""

WARM: Final = (*PLAIN, "numpy", "numpy.linalg", "numpy.random", "pandas")
