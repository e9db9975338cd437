"""Protocol versions that are broken."""

import ssl
from ssl import PROTOCOL_TLSv1, wrap_socket

import OpenSSL
from OpenSSL import SSL


def bad(connection):
    return ssl.wrap_socket(connection, ssl_version=ssl.PROTOCOL_TLSv1)  # expect: old-tls-version


def good(connection, host):
    context = ssl.create_default_context()
    return context.wrap_socket(connection, server_hostname=host)


def each_way(connection, connect):
    wrap_socket(connection, ssl_version=PROTOCOL_TLSv1)  # expect: old-tls-version
    ssl.wrap_socket(sock=connection, ssl_version=ssl.PROTOCOL_SSLv2)  # expect: old-tls-version
    SSL.Context(method=SSL.SSLv3_METHOD)  # expect: old-tls-version
    OpenSSL.SSL.Context(method=OpenSSL.SSL.TLSv1_METHOD)  # expect: old-tls-version
    connect(ssl_version="PROTOCOL_SSLv3")  # expect: old-tls-version
    connect(
        connection,
        ssl_version=ssl.PROTOCOL_TLSv1_1,  # expect: old-tls-version
    )
    return [connect(one, method=SSL.TLSv1_1_METHOD) for one in connection]  # expect: old-tls-version


def nested(connect, wrap):
    wrap(lambda: connect(ssl_version=ssl.PROTOCOL_SSLv3))  # expect: old-tls-version
    return f"{connect(ssl_version=ssl.PROTOCOL_SSLv3)}"  # expect: old-tls-version


def by_position(connection):
    ssl.SSLContext(ssl.PROTOCOL_TLSv1)  # expect: old-tls-version
    SSL.Context(SSL.SSLv3_METHOD)  # expect: old-tls-version
    return ssl.SSLContext(protocol=ssl.PROTOCOL_SSLv3)  # expect: old-tls-version


def lowered(context, connect):
    context.minimum_version = ssl.TLSVersion.TLSv1  # expect: old-tls-version-enough
    version = ssl.PROTOCOL_TLSv1
    connect(ssl_version=version)  # expect-missed: old-tls-version
    return connect(**{"ssl_version": ssl.PROTOCOL_TLSv1})  # expect-missed: old-tls-version


def sound(connection, connect, request):
    connect(connection, ssl_version=ssl.PROTOCOL_TLSv1_2)
    connect(connection, ssl_version=ssl.PROTOCOL_TLS_CLIENT)
    connect(connection, method="GET")
    SSL.Context(method=SSL.TLS_METHOD)
    if connection.version == ssl.PROTOCOL_TLSv1:
        raise ValueError("PROTOCOL_TLSv1")
    return request(method=connection.method)
