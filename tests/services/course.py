"""Small course notebooks as an author writes them."""

from typing import Any

SOLUTION = "#| solution\ndef double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
TESTS = "#| tests\nassert double(2) == 4\nassert double('ab') == 'abab'"
HIDDEN = "#| hidden tests\nassert double(0.5) == 1.0, 'Think of fractions.'"
WRONG = "#| wrong squares\ndef double(x):\n    return x ** 2"
CODE = (SOLUTION, TESTS, HIDDEN, WRONG)
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def notebook(*code: str, title: str = "Doubling", **pyprac: Any) -> dict[str, Any]:
    """A notebook with a handout and these code cells; without any, an assignment that passes the gate."""
    cells = [{"cell_type": "markdown", "metadata": {}, "source": f"# {title}\n\nWrite `double(x)`."}]
    cells += [
        {"cell_type": "code", "metadata": {}, "source": each, "outputs": [], "execution_count": None}
        for each in code or CODE
    ]
    metadata = {"kernelspec": KERNEL, **({"pyprac": pyprac} if pyprac else {})}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
