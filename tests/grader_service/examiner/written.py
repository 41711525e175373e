"""Tests written as methods of a TestCase or as functions, around their one statement or two."""

CODE = """
import sys, unittest
def search(x, seq):
    return seq.index(x) if x in seq else -1
def fails(): raise KeyError("k")
def leaves(): sys.exit(0)
def interrupts(): raise KeyboardInterrupt
def skips(): raise unittest.SkipTest("not today")
def asserts(): assert False, "mine"
def says(): print("said"); return 1
def loops():
    while True: pass
"""


def method(body, before=""):
    lines = "\n".join(f"        {line}" for line in body.split("\n"))
    head = "import unittest\nfrom submission import *\nclass TestIt(unittest.TestCase):\n"
    return f"{head}{before}    def test_it(self):\n{lines}\n"


def function(body, head="def test_it():"):
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    return f"import pytest\nfrom submission import *\n{head}\n{lines}\n"


def only(verdict):
    (test,) = verdict.tests
    return test
