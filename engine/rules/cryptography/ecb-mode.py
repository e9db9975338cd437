"""ECB."""

from cryptography.hazmat.primitives.ciphers import modes
from cryptography.hazmat.primitives.ciphers.modes import ECB


def bad():
    return modes.ECB()  # expect: ecb-mode


def good(nonce):
    return modes.GCM(nonce)


def more():
    return ECB()  # expect: ecb-mode
