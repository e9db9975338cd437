"""chmod() with modes that let others in."""

import os
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
