"""Wildcards that a shell replaces with file names."""

import os
import subprocess  # expect: subprocess-import


def bad():
    os.system("/bin/chown root *")  # expect: wildcard-in-command, shell-command


def good():
    os.system("/bin/chown root -- ./file")  # expect: shell-command


def more():
    subprocess.Popen(
        ["/bin/rsync", "*"],
        shell=True,  # expect: wildcard-in-command, subprocess-shell
    )
    subprocess.Popen(["/bin/rsync", "*"])  # expect: subprocess-call
    os.popen("/bin/ls *")  # expect: shell-command
    subprocess.call("/bin/tar cf x.tar *", shell=True)  # expect: wildcard-in-command, subprocess-shell
