"""Passwords that travel to a directory without encryption."""

import ldap


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
