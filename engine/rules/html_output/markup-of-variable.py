"""Markup() of what is no constant."""

from markupsafe import Markup, escape


def bad(name):
    return Markup(f"<b>{name}</b>")  # expect: markup-of-variable


def good(name):
    return Markup("<b>{}</b>").format(name)


def more(name):
    Markup()
    escape(name)
    return Markup("<b>" + name)  # expect: markup-of-variable
