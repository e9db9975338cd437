"""shell=True for a function that is none of subprocess."""

from utils import execute


def bad(command):
    return execute(command, shell=True)  # expect: shell-argument


def good(folder):
    return execute(["ls", folder])


def more(runner, shell):
    runner.run("ls", shell="/bin/sh")  # expect: shell-argument
    runner()(1, shell=True)  # expect: shell-argument
    runner.run("ls", shell=shell)
    runner.run("ls", shell=False)
    runner.run(
        "ls",
        shell=True,  # expect: shell-argument
    )
