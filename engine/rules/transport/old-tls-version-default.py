"""Parameters that stand for a broken protocol version."""

import ssl
from ssl import PROTOCOL_SSLv3

from OpenSSL import SSL


def bad(host, version=ssl.PROTOCOL_TLSv1):  # expect: old-tls-version-default
    return host, version


def good(host, context=None):
    return host, context or ssl.create_default_context()


def by_name(host, *, version=ssl.PROTOCOL_SSLv3):  # expect: old-tls-version-default
    return host, version


def typed(host, version: int = SSL.SSLv3_METHOD, *rest: str):  # expect: old-tls-version-default
    return host, version, rest


def behind_the_rest(host, *rest: str, method=SSL.TLSv1_1_METHOD):  # expect: old-tls-version-default
    return host, rest, method


async def awaited(host, /, version=ssl.PROTOCOL_SSLv2, retries=3):  # expect: old-tls-version-default
    return host, version, retries


class Client:
    @staticmethod
    def connect(host, first=ssl.PROTOCOL_TLSv1, second=ssl.PROTOCOL_SSLv3):  # expect: old-tls-version-default
        def inner(version=ssl.PROTOCOL_TLSv1_1):  # expect: old-tls-version-default
            return version

        return inner(first), second, host


def as_a_name(host, version=PROTOCOL_SSLv3):  # expect-missed: old-tls-version-default
    return host, version


def in_a_lambda():
    return lambda version=ssl.PROTOCOL_SSLv3: version  # expect-missed: old-tls-version-default


def sound(host, version=ssl.PROTOCOL_TLS_CLIENT, name="PROTOCOL_SSLv3"):
    return host, version, name


def inside(host):
    version = ssl.PROTOCOL_SSLv3
    return host, version
