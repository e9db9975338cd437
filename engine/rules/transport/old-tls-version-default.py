"""Broken protocol versions as defaults."""

import ssl


def bad(host, version=ssl.PROTOCOL_TLSv1):  # expect: old-tls-version-default
    return host, version


def good(host, context=None):
    return host, context or ssl.create_default_context()


def more(host, *, version: int = ssl.PROTOCOL_SSLv3):  # expect: old-tls-version-default
    return host, version


def newest(host, version=ssl.PROTOCOL_TLS_CLIENT):
    return host, version
