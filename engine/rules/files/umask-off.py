"""A umask that lets everybody write."""

import os


def bad():
    os.umask(0)  # expect: umask-off


def good():
    os.umask(0o077)


def more(mask):
    os.umask(0o000)  # expect: umask-off
    os.umask(0o111)  # expect: umask-off
    os.umask(0o022)
    os.umask(0o007)
    os.umask(mask)


# It can only be read by setting it.
def current():
    mask = os.umask(0)
    os.umask(mask)
    return mask
