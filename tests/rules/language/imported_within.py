# profile: default
"""Functions that import what they use, and that nobody here calls."""


def run():
    import os

    from flask import request

    os.system("ls " + request.args["folder"])  # expect: command-injection


def run_by_another_name():
    import os

    from flask import request as current

    os.system("ls " + current.args["folder"])  # expect: command-injection


def make_cipher():
    from cryptography.fernet import Fernet

    return Fernet(b"Ym9va2Jvb2tib29rYm9va2Jvb2tib29rYm9va2Jvb2s=")  # expect: hard-coded-cryptographic-key


def make_cipher_of_a_file(path):
    from cryptography.fernet import Fernet

    with open(path, "rb") as file:
        return Fernet(file.read())
