"""subprocess with shell=True."""

import subprocess  # expect: subprocess-import
from subprocess import Popen, run as start  # expect: subprocess-import


def bad(host):
    subprocess.run(f"ping -c1 {host}", shell=True)  # expect: subprocess-shell


def good(host):
    subprocess.run(["/bin/ping", "-c1", host], check=True)  # expect: subprocess-call


def each_way(command, flag):
    subprocess.call("ls " + command, shell=True)  # expect: subprocess-shell
    subprocess.check_call("ls {}".format(command), shell=1)  # expect: subprocess-shell
    subprocess.check_output(command, shell=flag)  # expect: subprocess-shell
    Popen(command, shell=True)  # expect: subprocess-shell
    start(command, shell="yes")  # expect: subprocess-shell
    start(
        command,
        cwd="/",
        shell=True,  # expect: subprocess-shell
    )
    return [Popen(c, shell=True) for c in command]  # expect: subprocess-shell


def constant():
    subprocess.run("/bin/ls | wc", shell=True)  # expect: subprocess-shell


def switched_off(command):
    subprocess.run(command, shell=False)  # expect: subprocess-call
    subprocess.run(command, shell=0)  # expect: subprocess-call
    subprocess.run(command, shell=None)  # expect: subprocess-call
    subprocess.run(command, shell="")  # expect: subprocess-call


def aliased(command):
    launch = subprocess.run
    launch(command, shell=True)  # expect: subprocess-shell
