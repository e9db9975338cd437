"""Runs the `meerkat` program and reads what it says."""

import json
import subprocess

from harness.environment import MEERKAT, PATIENCE, clean_environment


def meerkat(*arguments, cwd=None, stdin=subprocess.DEVNULL, environment=None, prefix=()):
    """Runs it to its end; `stdin` may be bytes. Output is text."""
    given = {"input": stdin} if isinstance(stdin, bytes) else {"stdin": stdin}
    done = subprocess.run(
        [*prefix, MEERKAT, *map(str, arguments)],
        cwd=cwd,
        env=environment or clean_environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        **given,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def scan_json(*arguments, codes=(0, 1), **options):
    """The JSON report of a scan that has to end with one of `codes`."""
    done = meerkat("scan", "--format", "json", *arguments, **options)
    assert done.returncode in codes, f"exit code {done.returncode}: {done.stderr}"
    return json.loads(done.stdout)


def assert_one_error(done, *words, code=2):
    """One line on standard error that says what is wrong, nothing else, and the right exit code."""
    assert done.returncode == code, f"exit code {done.returncode}\n{done.stderr}"
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, f"expected one line, got:\n{done.stderr}"
    assert lines[0].startswith("meerkat: "), lines[0]
    for word in words:
        assert word.lower() in lines[0].lower(), f"'{word}' is not in: {lines[0]}"
