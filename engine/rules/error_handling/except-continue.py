"""Handlers that swallow everything and go on with the loop."""

import logging


def bad(lines):
    for line in lines:
        try:
            int(line)
        except Exception:  # expect: except-continue
            continue


def good(lines):
    for number, line in enumerate(lines):
        try:
            int(line)
        except ValueError:
            logging.warning("bad line %d", number)
            continue


def more(lines):
    while lines:
        try:
            lines.pop()
        except:  # expect: except-continue
            continue
    for line in lines:
        try:
            int(line)
        except ValueError:
            continue
