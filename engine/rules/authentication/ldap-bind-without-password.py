"""Binds with a name and no password, which a directory takes for one of nobody."""

import ldap
import ldap3


def bad(name):
    connection = ldap.initialize("ldaps://directory.example.com")
    connection.simple_bind_s(name)  # expect: ldap-bind-without-password
    return connection


def good(name, password):
    if not password:
        raise PermissionError(name)
    connection = ldap.initialize("ldaps://directory.example.com")
    connection.simple_bind_s(name, password)
    return connection


def each_way(connection, server):
    connection.bind_s("cn=root", "")  # expect: ldap-bind-without-password
    connection.simple_bind("cn=root", None)  # expect: ldap-bind-without-password
    ldap3.Connection(server, user="cn=root", password=None)  # expect: ldap-bind-without-password
    ldap3.Connection(server, "cn=root", auto_bind=True)  # expect: ldap-bind-without-password


def safe_ways(connection, server, password, options, arguments):
    connection.simple_bind_s()
    connection.simple_bind_s("", "")
    connection.simple_bind_s(*arguments)
    ldap3.Connection(server, "cn=root", password)
    ldap3.Connection(server, auto_bind=True)
    ldap3.Connection(server, user="cn=root", authentication=ldap3.SASL)
    ldap3.Connection(server, user="cn=root", **options)


def by_the_old_method(directory):
    connection = ldap.initialize("ldaps://directory.example.com")
    connection.bind("cn=root", "")  # expect: ldap-bind-without-password
    ldap.open("directory.example.com").bind("cn=root", None)  # expect: ldap-bind-without-password
    connection.bind("", "")
    directory.bind()


def of_others(window, log, canvas):
    window.bind("<Return>", "")
    window.bind("<Return>", None)
    log.bind("user", "")
    canvas.bind("all", "")
