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


def each_form(connect, host, port):
    connect("mysql://app@db.example/users?ssl-mode=disabled")  # expect: database-address-without-encryption
    connect("mysql://app@db.example/users?ssl-mode=DISABLED")  # expect: database-address-without-encryption
    connect("dbname=users user=app sslmode=disable")  # expect: database-address-without-encryption
    connect(f"host={host} port={port} sslmode=allow")  # expect: database-address-without-encryption


def on_this_machine(connect, name):
    connect("postgresql:///users?sslmode=disable")
    connect("postgresql://app@/users?host=/run/postgresql&sslmode=disable")
    connect("postgresql://app@[::1]:5432/users?sslmode=disable")
    connect("postgresql://127.0.0.1:5432/users?sslmode=disable")
    connect(f"postgresql://localhost/{name}?sslmode=disable")
    connect(f"host=localhost dbname={name} sslmode=disable")


def no_address(dsn, log):
    if "sslmode=disable" in dsn:
        log.warning("%s has sslmode=disable, see https://docs.example/ssl", dsn)
        raise ValueError("host= with sslmode=disable is refused")
    return "postgresql://{host}/users?sslmode=disable"
