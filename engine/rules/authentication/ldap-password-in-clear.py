"""Passwords that travel to a directory without encryption."""

import ldap
import ldap3


def bad(name, password):
    connection = ldap.initialize("ldap://directory.example.com")  # expect: ldap-password-in-clear
    connection.simple_bind_s(name, password)


def good(name, password):
    connection = ldap.initialize("ldaps://directory.example.com")
    connection.simple_bind_s(name, password)


def each_way(name, password, port):
    address = "ldap://directory.example.com:389"
    connection = ldap.initialize(address)  # expect: ldap-password-in-clear
    connection.bind_s(name, password)


def upgraded(name, password):
    connection = ldap.initialize("ldap://directory.example.com")
    connection.start_tls_s()
    connection.simple_bind_s(name, password)


def nearby(name, password, address):
    ldap.initialize("ldap://localhost").simple_bind_s(name, password)
    ldap.initialize(address).simple_bind_s(name, password)


def of_ldap3(name, password):
    server = ldap3.Server("ldap://directory.example.com", use_ssl=False)  # expect: ldap-password-in-clear
    plain = ldap3.Server("directory.example.com", port=389)  # expect: ldap-password-in-clear
    closed = ldap3.Server("directory.example.com", use_ssl=True)
    other = ldap3.Server("ldaps://directory.example.com")
    near = ldap3.Server("localhost")
    ldap3.Connection(server, name, password)
    return plain, closed, other, near


def of_nobody():
    return ldap3.Connection(ldap3.Server("directory.example.com"))


def by_other_means(name, password):
    server = ldap3.Server("directory.example.com")
    ldap3.Connection(server, name, password, authentication=ldap3.NTLM)
    ldap3.Connection(server, name, password, authentication=ldap3.SASL, sasl_mechanism="DIGEST-MD5")
    ldap3.Connection(server, name, password, auto_bind="TLS_BEFORE_BIND")
    ldap3.Connection(server, name, password=None)  # expect: ldap-bind-without-password
    ldap3.Connection(server)


def plainly(name, password):
    server = ldap3.Server("directory.example.com")  # expect: ldap-password-in-clear
    ldap3.Connection(server, name, password, authentication=ldap3.SIMPLE, auto_bind="NO_TLS")


everywhere = ldap3.Server("directory.example.com")
