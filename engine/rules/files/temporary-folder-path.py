"""Fixed paths in folders where everyone may write."""

import tempfile


def bad():
    return open("/tmp/report.txt", "w")  # expect: temporary-folder-path


def good():
    with tempfile.TemporaryDirectory() as folder:
        return open(f"{folder}/report.txt", "w")


def more(name):
    yield "/tmp"  # expect: temporary-folder-path
    yield f"/var/tmp/{name}"  # expect: temporary-folder-path
    yield "/dev/shm/" "x"  # expect: temporary-folder-path
    yield "/tmpfiles/x"
    yield f"{name}/tmp/x"
    yield b"/tmp/x"
    "/tmp as a comment"
