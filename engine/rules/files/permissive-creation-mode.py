"""Files and folders that are made for everybody, but for the umask."""

import os
from pathlib import Path


def bad(path):
    os.mkdir(path, 0o777)  # expect: permissive-creation-mode


def good(path):
    os.mkdir(path, 0o700)


def more(path, mode):
    os.makedirs(path, mode=0o777, exist_ok=True)  # expect: permissive-creation-mode
    os.open(path, os.O_CREAT | os.O_WRONLY, 0o666)  # expect: permissive-creation-mode
    os.mkfifo(path, 0o622)  # expect: permissive-creation-mode
    Path(path).mkdir(mode=0o777, parents=True)  # expect: permissive-creation-mode
    Path(path).touch(0o666)  # expect: permissive-creation-mode
    os.makedirs(path, 0o755)
    os.makedirs(path, mode)
    os.mkdir(path)
    os.open(path, os.O_RDONLY)
    os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    Path(path).touch()
    Path(path).mkdir(mode=0o700)
