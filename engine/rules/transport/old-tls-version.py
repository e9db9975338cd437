"""Protocol versions that are broken."""

import ssl

from OpenSSL import SSL


def bad(connection):
    return ssl.wrap_socket(connection, ssl_version=ssl.PROTOCOL_SSLv3)  # expect: old-tls-version


def good(connection, host):
    return ssl.create_default_context().wrap_socket(connection, server_hostname=host)


def more(connect, host):
    SSL.Context(method=SSL.TLSv1_METHOD)  # expect: old-tls-version
    connect(host, ssl_version=ssl.PROTOCOL_TLSv1_1)  # expect: old-tls-version
    connect(host, method="SSLv2_METHOD")  # expect: old-tls-version
    connect(host, ssl_version=ssl.PROTOCOL_TLS_CLIENT)
    connect(host, method="GET")
