"""subprocess without a shell."""

import subprocess as sp  # expect: subprocess-import
import sys


def bad(tool):
    sp.run([tool, "--version"])  # expect: subprocess-call


def good():
    return __import__("platform").version()


def other_ways(command):
    sp.run(args=command)  # expect: subprocess-call
    sp.run([sys.executable, "-m", "pip"])  # expect: subprocess-call
    with sp.Popen(command.split()) as process:  # expect: subprocess-call
        process.wait()
    if (result := sp.run(command)).returncode:  # expect: subprocess-call
        raise OSError(result)
