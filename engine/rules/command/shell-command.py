"""Functions that hand a text to a shell."""

import os
import subprocess  # expect: subprocess-import
from threading import Thread
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


def handed_on(pool, commands, name):
    pool.submit(os.system, commands[0])  # expect: shell-command
    Thread(target=run_shell, args=(commands[0],)).start()  # expect: shell-command
    getattr(os, "system")(commands[0])  # expect: shell-command
    start = getattr(os, "popen")
    start(commands[0])  # expect-missed: shell-command
    getattr(os, name)(commands[0])
    pool.submit(print, os.system)  # expect: shell-command
    pool.submit(print, commands[0], os.system)
    return map(pool.system, commands)


def constant():
    os.system("/usr/bin/clear")  # expect: shell-command


def nothing_to_run(os):
    os.system()
    os.system("x")
