# profile: default
"""A directory that is bound to over an encrypted connection."""

import ldap3


def connect(name, password):
    server = ldap3.Server("directory.example.com")
    return ldap3.Connection(server, name, password, auto_bind=ldap3.AUTO_BIND_TLS_BEFORE_BIND)
