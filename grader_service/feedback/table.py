"""What an error says -> a sentence for a beginner. The first row that fits wins, so the special ones come first."""

from typing import Final

from grader_service.feedback.words import Words, compared, no_attribute, operands, unknown_name

_NONE: Final = "The value in front is None. Does a function lack a `return`, or did a method change its list in place?"
_CLOSE: Final = "Look at this line and the one above: is a bracket, a quote, a colon or a comma missing?"

TABLE: Final[tuple[tuple[str, str, Words], ...]] = (
    (
        "UnboundLocalError",
        r"'(\w+)'",
        r"`\1` gets a value somewhere in this function, so it is the function's own, and here it has none yet.",
    ),
    (
        "NameError",
        r"name '(exit|quit)'",
        r"`\1()` is not needed: a function ends with `return`, a program after its last line.",
    ),
    ("NameError", r"name '(\w+)' is not defined", unknown_name),
    ("TabError", r"", "Tabs and spaces are mixed in the indentation. Use four spaces everywhere."),
    (
        "IndentationError",
        r"expected an indented block after (.+?) on line (\d+)",
        r"What belongs to the \1 in line \2 must be indented: start this line with four more spaces.",
    ),
    (
        "IndentationError",
        r"unexpected indent",
        "This line is indented further than the one above, which does not end with a colon. Remove the extra spaces.",
    ),
    (
        "IndentationError",
        r"unindent",
        "The indentation of this line fits none of the lines above. Line it up with the block it belongs to.",
    ),
    ("SyntaxError", r"expected ':'", "A colon is missing at the end of this line."),
    ("SyntaxError", r"'(.)' was never closed", r"The bracket `\1` that is opened in this line is never closed."),
    ("SyntaxError", r"unmatched '(.)'", r"There is a `\1` too many, or its opening bracket is missing."),
    (
        "SyntaxError",
        r"closing parenthesis '(.)' does not match opening parenthesis '(.)'",
        r"`\2` was opened, but `\1` closes it: brackets of one kind belong together.",
    ),
    (
        "SyntaxError",
        r"unterminated .*string",
        "The quote at the end of a text is missing, or it is another kind of quote than at its beginning.",
    ),
    ("SyntaxError", r"Maybe you meant '=='", "`=` gives a variable its value. To compare two values write `==`."),
    (
        "SyntaxError",
        r"Missing parentheses in call to '(\w+)'",
        r"`\1` is a function: put brackets around what it gets, as in `\1(...)`.",
    ),
    (
        "SyntaxError",
        r"cannot assign to (.+?)(?: here|$)",
        r"To the left of `=` there must be a variable, not a \1. To compare two values write `==`.",
    ),
    ("SyntaxError", r"forgot a comma", "Between two values a comma is missing, or an operator such as `+`."),
    (
        "SyntaxError",
        r"'return' outside function",
        "`return` belongs inside a function: is this line indented far enough?",
    ),
    (
        "SyntaxError",
        r"'(break|continue)' (?:outside|not properly in) loop",
        r"`\1` belongs inside a loop: is this line indented far enough?",
    ),
    (
        "SyntaxError",
        r"invalid non-printable character (U\+\w+)",
        r"This line holds an invisible character (\1) that Python cannot read. Was it copied? Type the line anew.",
    ),
    (
        "SyntaxError",
        r"invalid character '(.)",
        r"Python cannot read the character `\1`. Was it copied from a text, such as a curly quote? Type it anew.",
    ),
    ("SyntaxError", r"leading zeros", "A number must not begin with 0."),
    ("SyntaxError", r"null bytes", "The code holds characters that cannot be seen. Type it anew."),
    ("SyntaxError", r"", "Python cannot read this line. " + _CLOSE),
    (
        "TypeError",
        r"(\w+)\(\) takes (.+?) positional arguments? but (\d+) (?:was|were) given",
        r"`\1` takes \2 values, but is called with \3: compare with its `def` line. (For methods, `self` counts.)",
    ),
    (
        "TypeError",
        r"(\w+)\(\) missing \d+ required .*arguments?: (.+)",
        r"`\1` is called without a value for \2: compare the call with its `def` line.",
    ),
    (
        "TypeError",
        r"(\w+)\(\) got an unexpected keyword argument '(\w+)'",
        r"`\1` has no parameter named `\2`: compare the call with its `def` line.",
    ),
    (
        "TypeError",
        r"can only concatenate (list|tuple)",
        r"`+` joins a \1 with another \1 only. To add one item to a list use .append(...).",
    ),
    (
        "TypeError",
        r"can only concatenate str|must be str, not",
        "`+` joins text with text only. Put str(...) around the other value, or use an f-string.",
    ),
    ("TypeError", r"unsupported operand type\(s\) for (\S+?):? .*?'(\w+)' and '(\w+)'", operands),
    ("TypeError", r"not supported between instances of '(\w+)' and '(\w+)'", compared),
    ("TypeError", r"'NoneType' object", _NONE),
    (
        "TypeError",
        r"'(function|method|builtin_function_or_method)' object is not subscriptable",
        "To call a function use round brackets, not square ones.",
    ),
    (
        "TypeError",
        r"'(\w+)' object is not subscriptable",
        r"Square brackets take an item out of a list, a text or a dictionary, but this is a value of type \1.",
    ),
    ("TypeError", r"'int' object is not iterable", "A loop cannot go over a number. To count up to it use range(...)."),
    (
        "TypeError",
        r"'(\w+)' object is not iterable",
        r"A loop needs a list, a text or the like, but this is a value of type \1.",
    ),
    (
        "TypeError",
        r"'(\w+)' object is not callable",
        r"Round brackets call a function, but this is a \1. Has a variable got the name of a function, like `list`?",
    ),
    (
        "TypeError",
        r"'(str|tuple)' object does not support item",
        r"A value of type \1 cannot be changed. Build a new one instead.",
    ),
    (
        "TypeError",
        r"indices must be integers",
        "An index must be a whole number: a loop over a list gives its items, range(len(...)) its indexes.",
    ),
    (
        "TypeError",
        r"unhashable type: '(\w+)'",
        r"A \1 can be changed, so it cannot be in a set or be the key of a dictionary. Use a tuple.",
    ),
    (
        "TypeError",
        r"'float' object cannot be interpreted as an integer",
        "A whole number is needed here. `//` divides without a fraction, int(...) cuts one off.",
    ),
    (
        "TypeError",
        r"object of type '(\w+)' has no len",
        r"len(...) counts the items of a list or a text, but this is a value of type \1.",
    ),
    ("IndexError", r"pop from (?:an )?empty", "There is nothing left to take out: check first whether it is empty."),
    (
        "IndexError",
        r"index out of range",
        "There is no item with this index: the first has index 0, the last len(...) - 1.",
    ),
    ("KeyError", r"(.+)", r"The dictionary has no key \1. Check with `in` first, or use .get(...)."),
    ("ZeroDivisionError", r"", "A division by zero: check the divisor first, for example whether a list is empty."),
    ("AttributeError", r"'NoneType' object has no attribute '(\w+)'", _NONE),
    (
        "AttributeError",
        r"module '(\S+)' has no attribute '(\w+)'",
        r"The module \1 has no `\2`. Is it spelled right, and is there no file of your own named \1.py?",
    ),
    ("AttributeError", r"'(\w+)' object has no attribute '(\w+)'", no_attribute),
    (
        "ValueError",
        r"invalid literal for int\(\) with base \d+: (.+)",
        r"int(...) cannot make a whole number of \1. Are there letters, a point or nothing in it?",
    ),
    ("ValueError", r"could not convert string to float: (.+)", r"float(...) cannot make a number of \1."),
    (
        "ValueError",
        r"not enough values to unpack \(expected (.+?), got (\d+)\)",
        r"On the left of `=` there are more names than values on the right, which has \2.",
    ),
    ("ValueError", r"too many values to unpack", "On the right of `=` there are more values than names on the left."),
    (
        "ValueError",
        r"is not in list|not in list|not found|not in tuple",
        "What is looked for is not in it. Check with `in` first.",
    ),
    (
        "ValueError",
        r"math domain error|nonnegative",
        "The mathematical function has no value there, such as the root of a negative number.",
    ),
    (
        "RecursionError",
        r"",
        "The function calls itself without end. Which case returns without calling itself, and is it ever reached?",
    ),
    (
        "ModuleNotFoundError",
        r"No module named '(\w+)",
        r"There is no module `\1` here. Is it spelled right? Only Python's own modules can be used.",
    ),
    ("ImportError", r"cannot import name '(\w+)' from '(\S+)'", r"The module `\2` has no `\1`. Is it spelled right?"),
    (
        "EOFError",
        r"",
        "input() asks for more lines than there are. A tested function gets its values as parameters instead.",
    ),
    ("FileNotFoundError", r"", "There is no file of this name. Is it spelled right?"),
    ("MemoryError", r"", "The program needs more memory than it may have. Does a list or a text grow without end?"),
    ("SystemExit", r"", "The program ended itself with exit(). Leave a function with `return` instead."),
    ("KeyboardInterrupt", r"", "Your code raised KeyboardInterrupt, which only a person at the keyboard should."),
    ("AssertionError", r"", "An `assert` in your own code is not true."),
    ("NotImplementedError", r"", "Here is still something to be written by you."),
    ("StopIteration", r"", "next(...) was called, but there is nothing left."),
    ("OverflowError", r"", "The number is too large for this."),
)
