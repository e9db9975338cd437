"""Functions that hand a text to a shell."""

import os
import subprocess  # expect: subprocess-import
from os import popen, system as run_shell


def bad(archive):
    os.system("/bin/tar -xf " + archive)  # expect: shell-command


def good(archive):
    subprocess.run(["/bin/tar", "-xf", archive], check=True)  # expect: subprocess-call


def each(command):
    popen(command)  # expect: shell-command
    run_shell(f"ls {command}")  # expect: shell-command
    subprocess.getoutput(command)  # expect: shell-command
    subprocess.getstatusoutput(command)  # expect: shell-command
    return (lambda: os.popen(command))()  # expect: shell-command


def constant():
    os.system("/usr/bin/clear")  # expect: shell-command


def nothing_to_run(os):
    os.system()
    os.system("x")
