"""ECB."""

import pyaes
from Cryptodome.Cipher import AES, DES3
from Cryptodome.Cipher.AES import new as aes
from cryptography.hazmat.primitives.ciphers import modes
from cryptography.hazmat.primitives.ciphers.modes import ECB


def bad():
    return modes.ECB()  # expect: ecb-mode


def good(nonce):
    return modes.GCM(nonce)


def more():
    return ECB()  # expect: ecb-mode


def of_pycryptodome(key, mode):
    AES.new(key, AES.MODE_ECB)  # expect: ecb-mode
    AES.new(key=key, mode=AES.MODE_ECB)  # expect: ecb-mode
    DES3.new(key, DES3.MODE_ECB)  # expect: ecb-mode, weak-cipher
    aes(key, AES.MODE_ECB)  # expect: ecb-mode
    AES.new(key, 1)  # expect: ecb-mode
    AES.new(key, AES.MODE_GCM)
    return AES.new(key, mode)


def of_pycrypto(key):
    from Crypto.Cipher import AES  # expect: pycrypto-import

    AES.new(key)  # expect: ecb-mode
    AES.new(key, AES.MODE_ECB)  # expect: ecb-mode
    return AES.new(key, AES.MODE_CBC, key.nonce)


MODE = AES.MODE_ECB


class Coder:
    MODE = AES.MODE_ECB
    GOOD_MODE = AES.MODE_GCM

    def of_class(self, key):
        AES.new(key, self.MODE)  # expect: ecb-mode
        AES.new(key, self.GOOD_MODE)


def by_name(key):
    AES.new(key, MODE)  # expect: ecb-mode
    return pyaes.AESModeOfOperationECB(key)  # expect: ecb-mode
