"""Imports of subprocess."""

import importlib


def bad():
    import subprocess  # expect: subprocess-import

    return subprocess


def good():
    import shutil

    return shutil.which("git")


def from_import():
    from subprocess import PIPE  # expect: subprocess-import

    return PIPE


def dynamic():
    importlib.import_module("subprocess")  # expect: subprocess-import
    importlib.import_module(name="subprocess")  # expect: subprocess-import
    return __import__("subprocess")  # expect: subprocess-import


try:
    import subprocess32 as subprocess
except ImportError:
    import subprocess  # expect: subprocess-import


def others():
    from .subprocess import run

    return run
