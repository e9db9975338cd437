"""Views of the table of routes that take forms of other sites."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt


def bad(hook):
    return path("hook/", csrf_exempt(hook))  # expect: cross-site-request-exempt-view


def good(hook):
    return path("hook/", hook)
