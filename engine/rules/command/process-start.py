"""Processes that os starts without a shell."""

import os
import subprocess  # expect: subprocess-import
from os import execvp


def bad(program):
    os.execv(program, [program, "-v"])  # expect: process-start


def good(path):
    subprocess.run(["/usr/bin/less", path], check=True)  # expect: subprocess-call


def more(arguments):
    os.spawnlp(os.P_WAIT, "cp", "cp", *arguments)  # expect: process-start
    os.startfile(arguments[0])  # expect: process-start
    execvp("ls", arguments)  # expect: process-start, partial-executable-path
