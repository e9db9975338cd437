"""Ranges from a letter of one case to one of the other, with what lies between."""

import re


def bad(name):
    return re.fullmatch("[A-z]+", name)  # expect: mixed-character-range


def good(name):
    return re.fullmatch("[A-Za-z]+", name)


def each_way(name):
    re.compile(r"[0-z]")  # expect: mixed-character-range
    re.compile(r"[a-z0-9$-z]")  # expect: mixed-character-range
    re.compile(r"[^0-Z]")  # expect: mixed-character-range
    re.compile(r"[ \w.-z]")  # expect: mixed-character-range


def safe_ways(name):
    re.compile(r"[a-zA-Z0-9_.-]")
    re.compile(r"[\w-]+@[\w.-]+")
    re.compile(r"\x1B(?:[@-Z\\-_]|\[[0-?]*[ -/]*[@-~])")
    re.compile(r"[!-~]+[ -~]+")
    re.compile(r"[+--]")
    re.compile(r"[\x00-\x7f]")
    re.compile(r"A-z")
    re.compile(r"[-a-z]|[a-z-]|[0-9A-F-]")
