"""An assignment as nbgrader's notebooks have it."""

from tests.jupyter_pyprac.authoring.importers.making import (
    answer,
    graded,
    markdown,
)

TITLE = markdown("# Squares\n\nWrite `squares`.")


SOLUTION = "def squares(n):\n    ### BEGIN SOLUTION\n    return [i * i for i in range(1, n + 1)]\n    ### END SOLUTION"


RIGHT = "def squares(n):\n    return [i * i for i in range(1, n + 1)]\n"


ONLY_SMALL = "def squares(n):\n    return [1, 4][:n]\n"


VISIBLE = "assert squares(1) == [1]\nassert squares(2) == [1, 4]\n"


HIDDEN = "### BEGIN HIDDEN TESTS\nassert squares(3) == [1, 4, 9]\n### END HIDDEN TESTS\n"


SQUARES = (TITLE, answer(SOLUTION), graded(VISIBLE + HIDDEN, "small", 4))
