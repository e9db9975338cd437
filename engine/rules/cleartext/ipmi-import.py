"""IPMI."""


def bad():
    from pyghmi.ipmi import command  # expect: ipmi-import

    return command


def good():
    import redfish

    return redfish
