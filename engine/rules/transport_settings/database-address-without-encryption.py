"""Addresses of databases that are spoken to in the clear."""

import psycopg2


def bad():
    return psycopg2.connect("host=db.example sslmode=disable")  # expect: database-address-without-encryption


def good():
    return psycopg2.connect("host=db.example sslmode=verify-full")


def more(host):
    psycopg2.connect(f"postgresql://{host}/users?sslmode=disable")  # expect: database-address-without-encryption
    psycopg2.connect("postgresql://localhost/users?sslmode=disable")
    psycopg2.connect("host=/var/run/postgresql sslmode=disable")
