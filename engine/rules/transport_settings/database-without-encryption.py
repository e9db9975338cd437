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
