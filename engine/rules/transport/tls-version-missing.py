"""ssl.wrap_socket() without a protocol version."""

import ssl


def bad(connection):
    return ssl.wrap_socket(connection)  # expect: tls-version-missing


def good(connection, host):
    return ssl.create_default_context().wrap_socket(connection, server_hostname=host)


def more(connection, version):
    ssl.wrap_socket(connection, ssl_version=version)
    ssl.wrap_socket(connection, ssl_version=version())
