# profile: default
"""A directory that is asked over an encrypted connection."""

import ldap3


def connect(name, password):
    connection = ldap3.Connection(ldap3.Server("directory.example.com"), name, password)
    connection.open()
    connection.start_tls()
    connection.bind()
    return connection
