"""mark_safe()."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe


def bad(name):
    return mark_safe("<b>" + name + "</b>")  # expect: mark-safe-call, unsafe-safe-text


def good(name):
    return format_html("<b>{}</b>", name)


def constant():
    return mark_safe("<b>x</b>")  # expect: mark-safe-call
