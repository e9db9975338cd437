"""Certificate checks switched off for the whole process."""

import ssl
import ssl as tls
from ssl import _create_unverified_context

ssl._create_default_https_context = ssl._create_unverified_context  # expect: unverified-tls-by-default


def bad():
    ssl._create_default_https_context = ssl._create_unverified_context  # expect: unverified-tls-by-default


def good(urlopen, url):
    return urlopen(url, context=ssl.create_default_context(cafile="own-ca.pem"))


def each_way(old):
    tls._create_default_https_context = _create_unverified_context  # expect: unverified-tls-by-default
    ssl.__dict__["_create_default_https_context"] = _create_unverified_context  # expect: unverified-tls-by-default
    ssl._create_default_https_context, old = ssl._create_unverified_context, None  # expect: unverified-tls-by-default
    old = ssl._create_default_https_context = tls._create_unverified_context  # expect: unverified-tls-by-default
    return old


try:
    ssl._create_default_https_context = (  # expect: unverified-tls-by-default
        ssl._create_unverified_context
    )
except AttributeError:
    pass


def in_roundabout_ways():
    setattr(ssl, "_create_default_https_context", _create_unverified_context)  # expect-missed: unverified-tls-by-default
    ssl._create_default_https_context = lambda: _create_unverified_context()  # expect-missed: unverified-tls-by-default  # expect: unverified-tls-context
    unverified = ssl._create_unverified_context
    ssl._create_default_https_context = unverified  # expect-missed: unverified-tls-by-default


def put_back():
    ssl._create_default_https_context = ssl.create_default_context
    return ssl._create_default_https_context
