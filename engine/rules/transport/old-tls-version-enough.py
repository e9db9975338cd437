"""Contexts that are content with a version of TLS that is broken."""

import ssl


def bad():
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1  # expect: old-tls-version-enough
    return context


def good():
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def more(context, version):
    context.minimum_version = ssl.TLSVersion.SSLv3  # expect: old-tls-version-enough
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED  # expect: old-tls-version-enough
    context.minimum_version = version
    context.maximum_version = ssl.TLSVersion.TLSv1_3
