"""A login by PAM that asks for the password alone. (One that asks for the account has pam_acct_… in it.)"""

from ctypes import CDLL, c_int
from ctypes.util import find_library

libpam = CDLL(find_library("pam"))
pam_authenticate = libpam.pam_authenticate
pam_authenticate.restype = c_int


def bad(handle):
    return pam_authenticate(handle, 0) == 0  # expect: pam-account-not-checked


def good(handle, account_management):
    return account_management(handle, 0) == 0


def each_way(handle):
    return libpam.pam_authenticate(handle, 0) == 0  # expect: pam-account-not-checked
