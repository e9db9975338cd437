# profile: default
"""Functions that import what takes a key, in a file that has no other source."""


def make_cipher():
    from cryptography.fernet import Fernet

    return Fernet(b"Ym9va2Jvb2tib29rYm9va2Jvb2tib29rYm9va2Jvb2s=")  # expect: hard-coded-cryptographic-key


def make_cipher_by_another_name():
    import cryptography.fernet as ciphers

    return ciphers.Fernet(b"Ym9va2Jvb2tib29rYm9va2Jvb2tib29rYm9va2Jvb2s=")  # expect: hard-coded-cryptographic-key
