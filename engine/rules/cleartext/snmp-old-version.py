"""SNMP before version 3."""

from pysnmp.hlapi import CommunityData, UsmUserData


def bad():
    return CommunityData("public", mpModel=0)  # expect: snmp-old-version


def good(user, auth_key, priv_key):
    return UsmUserData(user, auth_key, priv_key)


def more():
    CommunityData("public")
    CommunityData("public", mpModel=0.0)  # expect: snmp-old-version
    CommunityData("public", mpModel=0.5)
    CommunityData("public", mpModel=2)
    return CommunityData("public", mpModel=1)  # expect: snmp-old-version
