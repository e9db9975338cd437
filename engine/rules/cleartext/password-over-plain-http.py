"""Names and passwords that are sent as plain text."""

import requests


def bad(user, password):
    return requests.get("http://example.org/", auth=(user, password), timeout=10)  # expect: password-over-plain-http


def good(user, password):
    return requests.get("https://example.org/", auth=(user, password), timeout=10)


def nearby(user, password):
    requests.get("http://example.org/", auth=None, timeout=10)  # expect: plain-http-request
    return requests.get("http://localhost/", auth=(user, password), timeout=10)
