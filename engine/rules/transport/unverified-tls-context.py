"""Contexts that check nothing."""

import ssl
from ssl import _create_unverified_context as context
from urllib.request import urlopen


def bad(url):
    return urlopen(url, context=ssl._create_unverified_context())  # expect: unverified-tls-context, url-open


def good():
    return ssl.create_default_context()


def more():
    return context()  # expect: unverified-tls-context
