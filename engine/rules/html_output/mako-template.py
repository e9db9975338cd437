"""Mako templates."""

from mako.template import Template


def bad(text):
    return Template(text)  # expect: mako-template


def good(text):
    return Template(text, default_filters=["h"])


def of_another_library(string, text):
    return string.Template(text)
