"""pyCrypto."""


def bad():
    from Crypto.Cipher import AES  # expect: pycrypto-import

    return AES


def good():
    from cryptography.fernet import Fernet

    return Fernet


def more():
    import Crypto.Random  # expect: pycrypto-import
    from Crypto import Util  # expect: pycrypto-import
    from Cryptodome.Cipher import AES

    return AES, Crypto, Util
