"""TLS contexts that check nothing."""

import ssl
import ssl as tls
from ssl import _create_unverified_context as unverified
from urllib.request import urlopen


def bad():
    return ssl._create_unverified_context()  # expect: unverified-tls-context


def good():
    return ssl.create_default_context()


def each_way(url):
    unverified()  # expect: unverified-tls-context
    tls._create_unverified_context(cafile="ca.pem")  # expect: unverified-tls-context
    make = ssl._create_unverified_context
    make(ssl.PROTOCOL_TLS_CLIENT)  # expect: unverified-tls-context
    with urlopen(url, context=ssl._create_unverified_context()) as answer:  # expect: unverified-tls-context, url-open
        return answer.read()


def at_once(context=unverified()):  # expect: unverified-tls-context
    return [unverified() for _ in range(2)], context  # expect: unverified-tls-context


def by_hand():
    context = ssl.create_default_context()
    context.check_hostname = False  # expect: tls-checks-off
    context.verify_mode = ssl.CERT_NONE  # expect: tls-checks-off
    return context


def bare():
    return ssl.SSLContext(ssl.PROTOCOL_TLS)  # expect-missed: unverified-tls-context


def own(factory):
    def unverified():
        return factory._create_unverified_context()

    return unverified(), ssl._create_default_https_context()
