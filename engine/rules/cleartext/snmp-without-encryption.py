"""SNMPv3 without a key."""

from pysnmp.hlapi import UsmUserData


def bad(user):
    return UsmUserData(user)  # expect: snmp-without-encryption


def good(user, auth_key, priv_key):
    return UsmUserData(user, auth_key, priv_key)


def more(user, key):
    UsmUserData(user, authKey=key, privKey=key)
    return UsmUserData(user, key)  # expect: snmp-without-encryption
