"""Programs that are looked for in PATH."""

import os
import subprocess  # expect: subprocess-import


def bad():
    subprocess.run(["git", "status"])  # expect: partial-executable-path, subprocess-call


def good():
    subprocess.run(["/usr/bin/git", "status"])  # expect: subprocess-call


def as_text():
    os.system("git status")  # expect: partial-executable-path, shell-command
    os.system("./configure")  # expect: shell-command
    os.system("C:\\git.exe")  # expect: shell-command
    os.system("\\\\server\\git.exe")  # expect: shell-command


def unknown(program):
    subprocess.run([program])  # expect: subprocess-call
    subprocess.run([])  # expect: subprocess-call
    subprocess.run(("git", "status"))  # expect: subprocess-call
    subprocess.run([f"git-{program}"])  # expect: subprocess-call
