"""Databases that are spoken to in the clear."""

import mysql.connector
import psycopg2


def bad(host):
    return psycopg2.connect(host=host, sslmode="disable")  # expect: database-without-encryption


def good(host):
    return psycopg2.connect(host=host, sslmode="verify-full")


def more(host, mode):
    mysql.connector.connect(host=host, ssl_disabled=True)  # expect: database-without-encryption
    psycopg2.connect(**{"host": host, "sslmode": "disable"})  # expect: database-without-encryption
    psycopg2.connect(host="localhost", sslmode="disable")
    mysql.connector.connect(host=host, ssl_disabled=False)
    psycopg2.connect(host=host, sslmode=mode)


def on_this_machine(name, path):
    psycopg2.connect(host="/var/run/postgresql", sslmode="disable")
    psycopg2.connect(host="::1", sslmode="disable")
    psycopg2.connect(host="127.0.0.1", sslmode="disable")
    mysql.connector.connect(unix_socket=path, ssl_disabled=True)
    psycopg2.connect(host="db.example", dbname="localhost_copy", sslmode="disable")  # expect: database-without-encryption
    return {"HOST": "localhost", "NAME": name, "OPTIONS": {"sslmode": "disable"}}
