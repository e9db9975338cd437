# profile: default
"""A file that names no other library of cryptography."""

from Crypto.Cipher import AES

VECTOR = b"0123456789abcdef"


def of_the_module(key):
    return AES.new(key, AES.MODE_CBC, VECTOR)  # expect: static-initialization-vector


def of_the_call(vector):
    return AES.new(b"zRw8vQk2zRw8vQk2", AES.MODE_CBC, vector)  # expect: hard-coded-cryptographic-key
