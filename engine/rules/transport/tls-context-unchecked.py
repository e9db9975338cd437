"""Contexts that ask for no certificate."""

import ssl
import urllib.request


def bad(connection, host):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS)  # expect: tls-context-unchecked
    return context.wrap_socket(connection, server_hostname=host)


def good(connection, host):
    context = ssl.create_default_context()
    return context.wrap_socket(connection, server_hostname=host)


def each_way(connection):
    context = ssl.SSLContext()  # expect: tls-context-unchecked
    context.options |= ssl.OP_NO_TLSv1
    urllib.request.urlopen("https://example.org", context=context)  # expect: url-open
    urllib.request.urlopen("https://example.org", context=ssl.SSLContext())  # expect: tls-context-unchecked, url-open
    return ssl.SSLContext(ssl.PROTOCOL_SSLv23).wrap_socket(connection)  # expect: tls-context-unchecked


def of_a_server(connection, path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS)
    context.load_cert_chain(path)
    return context.wrap_socket(connection, server_side=True)


def serves(connection):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS)
    return context.wrap_socket(connection, server_side=True)


def checked(connection):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS)
    context.verify_mode = ssl.CERT_REQUIRED
    return context.wrap_socket(connection)


def handed_on(connection, set_up):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS)
    set_up(context)
    other = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    other.wrap_socket(connection)
    return ssl.SSLContext(ssl.PROTOCOL_TLS)


shared = ssl.SSLContext(ssl.PROTOCOL_TLS)  # expect: tls-context-unchecked
checked_later = ssl.SSLContext(ssl.PROTOCOL_TLS)
exported = ssl.SSLContext(ssl.PROTOCOL_TLS)


def of_the_module(connection):
    checked_later.verify_mode = ssl.CERT_REQUIRED
    checked_later.wrap_socket(connection)
    return shared.wrap_socket(connection)


def by_version(connection, host):
    context = ssl.SSLContext(ssl.PROTOCOL_TLSv1_2)  # expect: tls-context-unchecked
    return context.wrap_socket(connection, server_hostname=host)
