r"""Slips in a line that Python cannot read: what they look like, what repairs them, and what to say.

A pattern sees the line with its texts and comments blanked out. In the repair `\1` is what the line has in the first
brackets of the pattern (`\l1` in small letters); in the words `%1` is the number of the line, `%2` what is in those
brackets, and so on, and the last one what the repair writes. A row of `REPAIRS` holds where the source can be read
further with the repair; one of `HABITS` wherever its pattern fits.
"""

# ruff: noqa: E501, RUF001  a row stays on one line; signs that look like others are meant

import keyword
from typing import Final, NamedTuple


class Repair(NamedTuple):
    """A slip: its pattern, what to write in its place, and the sentence about it."""

    pattern: str
    instead: str
    words: str


class Habit(NamedTuple):
    """A slip that no small change repairs: its pattern and the sentence about it."""

    pattern: str
    words: str


_BLOCK: Final = r"(?:if|elif|else|for|while|def|class|try|except|finally|with|match|case)\b"
_KEYWORDS: Final = "|".join(sorted({*keyword.kwlist, "print", "input"}))
_CAPITALS: Final = "|".join(sorted(word.capitalize() for word in keyword.kwlist if word.islower()))
_TYPES: Final = "int|float|double|long|char|bool|boolean|string|String|str|var|let|const|auto|dim|Dim"
_PLAIN: Final = rf"(?!(?:{_KEYWORDS})\b)[A-Za-z_]\w*"
_OF_ONE: Final = "abs|float|input|int|len|list|max|min|range|round|sorted|str|sum|type"
_BESIDE: Final = "On line %1 `%2` and `%3` stand side by side. Join them with `+`, or put a comma between them."
_ITEM: Final = r"\w+|\"s*\"|'s*'"

REPAIRS: Final = (
    Repair("[“”„«»]", '"', 'Line %1 has a curly quote. Python knows only the straight ones, `"` and `\'`.'),
    Repair("[\u2018\u2019\u201a\u00b4]", "'", 'Line %1 has a curly quote. Python knows only the straight ones, `"` and `\'`.'),
    Repair(r"^\s*(>>>|\.\.\.)\s?", "", "`%2` marks in an example what is typed, and is no Python. Leave it out on line %1, and the answers below it."),
    Repair(r"^\s*```\w*\s*$", "", "The three backticks on line %1 mark code in a text and are no Python: remove that line."),
    Repair("(≥)", ">=", "Python cannot read `%2`: on line %1 write `%3`."),
    Repair("(≤)", "<=", "Python cannot read `%2`: on line %1 write `%3`."),
    Repair("(≠)", "!=", "Python cannot read `%2`: on line %1 write `%3`."),
    Repair("([×·])", "*", "Python cannot read `%2`: on line %1 write `%3`."),
    Repair("(÷)", "/", "Python cannot read `%2`: on line %1 write `%3`."),
    Repair("([−–—])", "-", "Python cannot read `%2`: on line %1 write `%3`."),
    Repair(r"\b(?:else\s*if|elsif|elif\s+if)\b", "elif", "Python writes `elif` for an `else` with an `if` in it, on line %1."),
    Repair(r"^(\s*)else\b\s+([^:]+?)\s*:?\s*$", r"\1elif \2:", "`else` takes no condition. On line %1 write `elif %3:`, or `else:` alone."),
    Repair(r"\s*\b(then|do)\s*:?\s*$", ":", "Python has no `%2`. Line %1 ends with a colon `:` instead."),
    Repair(r"(?<=[\w\s)])\s*\{\s*$", ":", "Python has no curly brackets around a block. End line %1 with a colon and indent the lines that belong to it."),
    Repair(rf"^(\s*)({_BLOCK}(?:.*[^:\s])?)\s*$", r"\1\2:", "The colon `:` is missing at the end of line %1, after `%3`."),
    Repair(r"(\{[^{}]*?[\w\"'])\s*=(?!=)", r"\1:", "In a dictionary a colon stands between key and value: on line %1 write `:` instead of `=`."),
    Repair(r"^(\s*)return\s+([A-Za-z_]\w*\s*[-+*/]=.+?)\s*$", r"\1\2", "`return` gives a value back and changes none: put `%3` on a line of its own, above line %1."),
    Repair(r"^(\s*return)\s*=\s*(?=[^\s=])", r"\1 ", "Behind `return` stands the value alone: remove the `=` on line %1."),
    Repair(r"^(\s*return)\s+([A-Za-z_]\w*)\s*=(?!=)\s*(?=\S)", r"\1 ", "`return` gives a value back and gives none to a variable: on line %1 leave out `%3 =`."),
    Repair(r"^(\s*(?:if|elif|while|return|assert)\b.*?[\w\])\"'\s])=(?![=<>!])", r"\1==", "On line %1 a single `=` stands where two values are compared. `=` gives a variable its value; to compare, write `==`."),
    Repair(r"(?<![\w.,])(\d+),(\d+)(?![\w.,])", r"\1.\2", "A decimal number has a point in Python, not a comma: on line %1 write `%4` instead of `%2,%3`."),
    Repair(r"^(\s*)(?:(?:let|const|var)\s+)?(\w+)\s*=\s*\(?([\w, ]*)\)?\s*=>\s*", r"\1\2 = lambda \3: ", "Python has no arrow functions: on line %1 begin with `def %3(%4):`."),
    Repair("=>", ">=", "On line %1 `=>` should be `>=`: the equals sign comes last."),
    Repair("=<", "<=", "On line %1 `=<` should be `<=`: the equals sign comes last."),
    Repair("===", "==", "Python compares with two equals signs: write `==` instead of `===` on line %1."),
    Repair("(=!|<>|!==)", "!=", 'Python writes `!=` for "is not equal", not `%2`, on line %1.'),
    Repair(r"\s*&&\s*", " and ", "Python writes `and` instead of `&&`, on line %1."),
    Repair(r"\s*\|\|\s*", " or ", "Python writes `or` instead of `||`, on line %1."),
    Repair(r"!(?!=)\s*", " not ", "Python writes `not` instead of `!`, on line %1."),
    Repair(r"(\w+)\s*\+\+", r"\1 += 1", "Python has no `++`. On line %1 write `%2 += 1`."),
    Repair(r"(\w+)\s*--", r"\1 -= 1", "Python has no `--`. On line %1 write `%2 -= 1`."),
    Repair(r"^(\s*)(?:function|func|fn|fun|sub|define|void|public|static)\s+(?=\w+\s*\()", r"\1def ", "In Python a function begins with `def`: change the first word of line %1."),
    Repair(rf"^(\s*)({_TYPES})\s+(?=(\w+)\s*=)", r"\1", "Python needs no `%3` before a variable: on line %1 begin with `%4 =`."),
    Repair(r"^(\s*)import\s+(\w+)\s+from\s+(\w+)", r"\1from \3 import \2", "On line %1 the order is the other way round: `from %4 import %3`."),
    Repair(rf"\b({_CAPITALS})\b", r"\l1", "Line %1 has `%2` with a capital letter. Python's own words are written small: `%3`."),
    Repair(r"^(\s*for)\s+(?=(range\s*\(.*\)))", r"\1 i in ", "The `for` on line %1 needs a variable: write `for i in %3:`."),
    Repair(r"\bfor\s+(\w+(?:\s*,\s*\w+)*)\s+(?:of\s+)?(?!in\b)", r"for \1 in ", "In the `for` of line %1 the word `in` is missing after `%2`."),
    Repair(r"^(\s*def\s+(\w+))\s*:", r"\1():", "A function needs round brackets after its name, even without parameters: `def %3():` on line %1."),
    Repair(r"^(\s*)(print)\s+(?![=(])(.+?)\s*$", r"\1print(\3)", "`print` is a function: on line %1 put brackets around what it prints, as in `print(...)`."),
    Repair(r"(\w+)\s+(?:is\s+)?not\s+(?!in\b)(?=\w|[\"'])", r"\1 != ", 'On line %1 `not` stands between two values. Python writes `!=` for "is not equal".'),
    Repair(r"(?<![\w.])([A-Za-z_][\w.]*)(\s*[=<>!]+\s*[^=<>!]+?\s+)(and|or)\s+(?=[=<>!])", r"\1\2\3 \1 ", "After `%4` on line %1 the comparison lacks its left side: write `%2` once more behind `%4`."),
    Repair(r"(?<![\w.])([A-Za-z_][\w.]*)(\s+)(and|or)\s+(?=[=<>!])", r"\1\2\3 \1 ", "After `%4` on line %1 the comparison lacks its left side: write `%2` once more behind `%4`."),
    Repair(r"^(\s*)//", r"\1#", "A comment begins with `#` in Python, not with `//`, on line %1."),
    Repair(r"\s//\s*\w.*$", "", "A comment begins with `#` in Python, not with `//`, on line %1."),
    Repair(r"^(\s*\w+)\s*:=", r"\1 =", "A plain `=` gives a variable its value: on line %1 write it instead of `:=`."),
    Repair(r"^(\s*(?:if|elif|while|for)\b.*?)\s+(?=(?:print|return|break|continue|pass)\b)", r"\1: ", "The colon `:` is missing on line %1, after `%2`."),
    Repair(r"^(\s*)([A-Za-z_]\w*)\s+([A-Za-z_]\w*)\s*(?==[^=])", r"\1\2_\3 ", "A name cannot have a space in it: on line %1 write `%3_%4`."),
    Repair(r"^(\s*)([A-Za-z_]\w*)-([A-Za-z_]\w*)\s*(?==[^=])", r"\1\2_\3 ", "A name cannot have a `-` in it: on line %1 write `%3_%4`."),
    Repair(r"^(\s*def\s+)([A-Za-z_]\w*)\s+([A-Za-z_]\w*)(?=\s*\()", r"\1\2_\3", "A name cannot have a space in it: on line %1 write `%3_%4`."),
    Repair(r"^(\s*def\s+)([A-Za-z_]\w*)-([A-Za-z_]\w*)(?=\s*\()", r"\1\2_\3", "A name cannot have a `-` in it: on line %1 write `%3_%4`."),
    Repair(r"^(\s*)(throw)\b", r"\1raise", "Python writes `%4` instead of `%3`, on line %1."),
    Repair(r"^(\s*)(catch)\b", r"\1except", "Python writes `%4` instead of `%3`, on line %1."),
    Repair(r"^(\s*)raise\s+([A-Z]\w*)\s*,\s*(.+?)\s*$", r"\1raise \2(\3)", "The text of an error stands in brackets: on line %1 write `%5`."),
    Repair(r"^(\s*)(echo|puts)\s+(?=[\w\"'])(.+?)\s*$", r"\1print(\3)", "In Python one writes `%5`, not `%3`, on line %1."),
    Repair(r"^(\s*from\s+\w+\s+import\s+\w+)\s*\(\s*\)", r"\1", "Behind what is imported stand no brackets: on line %1 write `%3`."),
    Repair(r"(\"s*\")\w[\w ]*(\"s*\")", "''", "The double quotes inside the text on line %1 end it too early. Put the text in single quotes `'`."),
    Repair(rf"(?:(?<=\{{)|(?<=, ))(\"s*\"|'s*')\s+(?=({_ITEM}))", r"\1: ", "On line %1 the colon is missing between the key `%2` and the value `%3`."),
    Repair(r"\b([fF])\s+(?=[\"'])", r"\1", "No space may stand between the `%2` and the quote on line %1."),
    Repair(rf"(?<=[(,])(\s*)({_TYPES})\s+(?=({_PLAIN})\s*[,)=].*:\s*$)", r"\1", "Python needs no `%3` before a parameter: on line %1 write `%4` alone."),
    Repair(r";(?=[^()\[\]{}]*[)\]}])", ",", "Commas separate what stands in brackets: on line %1 write `,` instead of `;`."),
    Repair(rf"^(\s*{_BLOCK}.*?)\s*;\s*", r"\1: ", "A colon `:` belongs behind `%2` on line %1, no semicolon."),
    Repair(rf"(\b{_PLAIN}|\b\d[\d.]*|\))\s+[xX]\s+(?=(?!(?:{_KEYWORDS})\b)[\w(])", r"\1 * ", "Python multiplies with `*`: write it instead of the `x` on line %1."),
    Repair(r"\bnew\s+(?=\w+\s*\()", "", "Python makes an object without `new`: leave it out on line %1."),
    Repair(rf"\b({_OF_ONE})\s+([\w.]+|\"s*\"|'s*')", r"\1(\2)", "`%2` is a function: on line %1 put brackets around what it gets, as in `%4`."),
    Repair(rf"((?:\b{_PLAIN}|[\])])(?=\s+[\"'])|\"s*\"|'s*')\s*(?=({_PLAIN}|\"s*\"|'s*'))", r"\1 + ", _BESIDE),
    Repair(rf"\b({_PLAIN})\s+({_PLAIN})", r"\1, \2", "Between `%2` and `%3` on line %1 a comma is missing. If it is all one text, put it in quotes."),
    Repair(rf"({_ITEM}|[\])}}])\s+(?=({_ITEM}|[\[(]))", r"\1, ", "On line %1 a comma is missing between `%2` and `%3`."),
    Repair(r"(?<=[\w\"'\])}])\s*$", ",", "A comma is missing at the end of line %1."),
    Repair(rf"(\"s*\"|'s*')\s*(?=({_ITEM}))", r"\1 + ", _BESIDE),
    Repair(r"([a-z]\w*)\s*(?=(\"s*\"|'s*'))", r"\1 + ", _BESIDE),
    Repair(r"(?<![\w.])(\d+(?:\.\d+)?)\s*(?=([A-Za-z]\w*|\())", r"\1 * ", "On line %1 `%2` and `%3` stand side by side. To multiply, write `*` between them; a name cannot begin with a digit."),
)  # fmt: skip

HABITS: Final = (
    Habit("(=>|=<)", "On line %1 `%2` is written the other way round: the equals sign comes last."),
    Habit(r"^\s*(?:if|elif|while)\b[^=]*[^=!<>]=(?!=)", "On line %1 a single `=` stands where two values are compared. `=` gives a variable its value; to compare, write `==`."),
    Habit(r"\([A-Za-z][A-Za-z ,]*!", "Python reads the words in brackets on line %1 as names. If they are text, put them in quotes."),
    Habit(r"^\s*for\s*\(.*;.*", "Line %1 is a loop of another language. In Python one writes `for i in range(10):`."),
    Habit(r"^\s*for\s+(\w+)\s*=\s*(.+?)\s+to\s+(.+?)\s*:?$", "Line %1 is a loop of another language. In Python one writes `for %2 in range(%3, %4 + 1):`."),
    Habit(r"^\s*switch\b", "Python has no `switch`. On line %1 use `if` and `elif`."),
    Habit(r"^\s*do\s*[:{]?\s*$", "Python has no `do`. Write `while True:` on line %1 and leave the loop with `break`."),
    Habit(r"/\*|\*/", "A comment begins with `#` in Python, on each of its lines. Line %1 has `/*` or `*/`."),
    Habit(r"\?", "Python has no `?`. On line %1 write `a if condition else b`."),
    Habit(r"^\s*(int|float|double|String|void|public|static)\s+\w+\s*\(", "In Python a function begins with `def`, and no type stands before it: look at line %1."),
    Habit(r"\+\+|--", "Python has no `++` and `--`. On line %1 write `+= 1` or `-= 1`, on a line of its own."),
    Habit(r"&&|\|\|", "Python writes `and` and `or` instead of `&&` and `||`, on line %1."),
    Habit(r"\belse\s+if\b", "Python writes `elif` instead of `else if`, on line %1."),
    Habit(r"\$(\w+)", "A name in Python has no `$` in front: write `%2` on line %1."),
    Habit(r"^\s*\}", "Python has no curly brackets around a block: remove the `}` on line %1 and indent the block instead."),
    Habit(rf"^\s*({_KEYWORDS})\s*=(?!=)", "`%2` is a word of Python itself. On line %1 choose another name for the variable."),
    Habit(rf"^\s*def\s+({_KEYWORDS})\s*\(", "`%2` is a word of Python itself. On line %1 choose another name for the function."),
    Habit(rf"^\s*def\s.*[(,]\s*({_KEYWORDS})\s*[,)=]", "`%2` is a word of Python itself. On line %1 choose another name for the parameter."),
    Habit(r"^\s*(?:def|class)\s+(\d\w*)", "A name cannot begin with a digit: on line %1 choose another one than `%2`."),
    Habit(r"^\s*(\d+[A-Za-z_]\w*)\s*=", "A name cannot begin with a digit: on line %1 choose another one than `%2`."),
    Habit(r"^\s*def\s+\w+\s*\((?:.*,)?\s*([\d\"'][^,)]*)[,)]", "In the brackets of `def` stand names, not values such as `%2`: look at line %1."),
    Habit(r"\b(import)\s*$", "After `import` on line %1 the name of what is imported is missing."),
    Habit(r"(?:^|\s)(//|\*\*|[-+*/%=<>]=?|==|\.|and|or|not)\s*$", "Line %1 ends with `%2`: what comes after it is missing."),
    Habit(r"\w(\.)\s*$", "Line %1 ends with `%2`: what comes after it is missing."),
    Habit(r"([-+*/%])\s*([*/%])", "On line %1 `%2` and `%3` follow one another: is a value missing between them?"),
    Habit(rf"\breturn\s+{_PLAIN}(?:\s+{_PLAIN})+\s*[.!]*\s*$", "Python reads the words behind `return` on line %1 as names. If they are text, put them in quotes."),
    Habit(r"=\s*([A-Za-z]\w*)\s+([A-Za-z]\w*)\s*$", "Between `%2` and `%3` on line %1 something is missing. If it is a text, put it in quotes."),
)  # fmt: skip
