"""ssl.wrap_socket() without a protocol version."""

import ssl
import ssl as tls
from ssl import wrap_socket as wrap


def bad(connection):
    return ssl.wrap_socket(connection)  # expect: tls-version-missing


def good(connection, host):
    context = ssl.create_default_context()
    return context.wrap_socket(connection, server_hostname=host)


def each_way(connection, connections):
    wrap(connection, keyfile="key.pem")  # expect: tls-version-missing
    tls.wrap_socket(sock=connection)  # expect: tls-version-missing
    enclose = ssl.wrap_socket
    enclose(connection)  # expect: tls-version-missing
    all_of_them = [wrap(one) for one in connections]  # expect: tls-version-missing
    return all_of_them, wrap(  # expect: tls-version-missing
        connection,
        do_handshake_on_connect=False,
    )


def nested(connection):
    return wrap(wrap(connection))  # expect: tls-version-missing, tls-version-missing


def handed_on(connections):
    return map(ssl.wrap_socket, connections)  # expect-missed: tls-version-missing


def given(connection, context, version, choose):
    ssl.wrap_socket(connection, ssl_version=ssl.PROTOCOL_TLSv1_2)
    ssl.wrap_socket(connection, ssl_version=version)
    ssl.wrap_socket(connection, ssl_version=choose())
    context.wrap_socket(connection)


# The version may be among the options.
def spread(connection, **options):
    return ssl.wrap_socket(connection, **options)


def own(wrap_socket, wrap, connection):
    return wrap_socket(connection), wrap(connection)
