"""Patterns whose loops match one text in two ways."""

import re


def bad(text):
    return re.match(r"^(\d+,?)+$", text)  # expect: exponential-regular-expression


def good(text):
    return re.match(r"^\d+(,\d+)*$", text)


def each_way(text):
    re.compile("(a+)+$")  # expect: exponential-regular-expression
    re.compile("(a*)*b")  # expect: exponential-regular-expression
    re.search(r"(\w+\s?)*$", text)  # expect: exponential-regular-expression
    re.fullmatch("(a|aa)+", text)  # expect: exponential-regular-expression
    re.sub(r"^(?:a|a?)+$", "", text)  # expect: exponential-regular-expression
    re.compile(r'"(?:[^"\\]|\\.|[^"])*"')  # expect: exponential-regular-expression
    re.compile("^(([a-z])+.)+[A-Z]([a-z])+$")  # expect: exponential-regular-expression
    re.compile("(?:a|A)*$", re.I)  # expect: exponential-regular-expression
    re.compile("(?:(?:a|b)*c?)*d")  # expect: exponential-regular-expression
    re.compile("(?:a{1,3})+$")  # expect: exponential-regular-expression
    re.compile("(?:a{0,2}a{0,2}b)*$")  # expect: exponential-regular-expression
    re.compile("(?:(?:a*){1,3}b)*$")  # expect: exponential-regular-expression
    re.compile(r"(?:(?:x?|y?)a)*b")  # expect: exponential-regular-expression
    re.compile(r"(?:\n|.)*x", re.DOTALL)  # expect: exponential-regular-expression
    re.compile("(?P<items>(?:[a-z]+ *)+)!")  # expect: exponential-regular-expression
    re.compile("(?: a+ [b]? )+ $  # letters", re.I | re.VERBOSE)  # expect: exponential-regular-expression


    # Behind and before what only looks, and what repeats a group.
    re.compile(r"(\*{1,2})(?=[^\s*])((?:\\[\\*]|[^*])*(?:x|[^\s*]))\1")  # expect: exponential-regular-expression
    re.compile(r"(?<!\w)(?:\w+\s?)*$")  # expect: exponential-regular-expression
    re.compile(r"(?P<quote>['\"])(?:\\.|[^'])*(?P=quote)")  # expect: exponential-regular-expression
    re.compile(r"(?!x)(a|aa)+(?=;)")  # expect: exponential-regular-expression


def safe_ways(text):
    re.compile(r"(?P<quote>['\"])(?:\\.|[^'\\])*(?P=quote)")
    re.compile(r"(?:a+)(?=(?:b+)+)c")
    # As long as it is short.
    re.compile(r"^(?=.{1,20}$)(?:a+)+$")
    re.compile("a+$")
    re.compile("(?:a|A)*$")
    re.compile(r"(?:\n|.)*x")
    re.compile(r'"(?:[^"\\]|\\.)*"')
    re.compile(r"^(?:\d+,)*\d+$")
    re.compile(r"^(\w+\s)*\w+$")
    re.compile(r"^\s*(\w+)\s*=\s*(.*)$")
    re.compile(r"[a-z]+(?:[ -][a-z]+)*$")
    re.compile("(?:a{2}){2,}$")
    re.compile("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$")
    re.compile("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    re.compile(r"(?:[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?\.)+$")
    re.compile("a{2,}$")
    re.compile(r"(?P<from>\d+)-(?P<to>\d+)")
    re.compile("(?: a+ [ ] )+ $", re.X | re.I)
    # A match ends here as soon as there is one: nothing is tried again.
    re.match("(a+)+", text)
    re.search("(a+)+b?", text)
    re.fullmatch("(?:ab?)+", text)
    # What is not read.
    re.compile(r"(?:(?=a)a+)+$")  # expect-missed: exponential-regular-expression


TYPE = r"^[a-z]+(\[([1-9]\d*)*\])*$"
NAME = r"^[a-z]+(\[[1-9]\d*\])*$"


def named(text, other):
    re.match(TYPE, text)  # expect: exponential-regular-expression
    re.match(NAME, text)
    doubling = "(a+)+$"
    re.search(doubling, text)  # expect: exponential-regular-expression
    for one in other:
        re.search(one, text)
