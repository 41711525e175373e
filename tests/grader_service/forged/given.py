"""What the forgers are after, and what they are asked."""

SECRET = "8127364455"


def call(text, expected):
    return {"call": text, "expected": expected}
