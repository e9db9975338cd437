a = b = c
b = a.d
from . import *
global x
nonlocal y
b(shell=True, verify=False, timeout=None)
