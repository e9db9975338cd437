"""Jinja2 without escaping."""

import jinja2
from jinja2 import Environment, select_autoescape


def bad(loader):
    return jinja2.Environment(loader=loader)  # expect: jinja-without-autoescape


def good(loader):
    return jinja2.Environment(loader=loader, autoescape=select_autoescape())


def more(loader, options, flag):
    Environment(autoescape=False)  # expect: jinja-without-autoescape
    Environment(autoescape=flag)  # expect: jinja-without-autoescape
    Environment(autoescape=True)
    Environment(autoescape=jinja2.select_autoescape(["html"]))
    return Environment(**options)
