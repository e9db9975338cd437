"""chmod() with modes that let others in."""

import os
import stat
from pathlib import Path


def bad(path):
    os.chmod(path, 0o777)  # expect: permissive-file-mode


def good(path):
    os.chmod(path, 0o600)


def more(path, mode):
    os.chmod(path, 0o644)
    os.chmod(path, 0o755)
    os.chmod(path, 0o775)  # expect: permissive-file-mode
    os.fchmod(path, 0x1FF)  # expect: permissive-file-mode
    os.chmod(path, 511)  # expect: permissive-file-mode
    os.chmod(path, mode)
    Path(path).chmod(0o666)  # expect: permissive-file-mode


SHARED = stat.S_IRWXU | stat.S_IRWXG


def by_name(path):
    os.chmod(path, stat.S_IRWXO)  # expect: permissive-file-mode
    os.chmod(path, SHARED)  # expect: permissive-file-mode
    os.chmod(path, 0o700 | stat.S_IWOTH)  # expect: permissive-file-mode
    os.chmod(path, 7 * 64 + 7 * 8 + 7)  # expect: permissive-file-mode
    os.chmod(path, stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP)
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
