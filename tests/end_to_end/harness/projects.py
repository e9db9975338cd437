"""Real projects, as folders and as the archives they come in, and small ones made for a test."""

import io
import tarfile

from harness.environment import CACHE

PACKAGES = CACHE / "corpus" / "packages"
SOURCES = CACHE / "corpus" / "sources"
PROJECTS = ("celery-5.7.0", "django-5.2.19", "flask-3.1.3", "requests-2.34.2")

EVAL = b"print(eval(input()))\n"
CLEAN = b"print('hello')\n"


def archive_of(project):
    return PACKAGES / f"{project}.tar.gz"


def write_tree(folder, files):
    """Writes {"a/b.py": b"…"} below a folder and returns the folder."""
    for name, contents in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
    return folder


def tar_of(files, mode="w:gz"):
    """The bytes of a tar with these files, in this order."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as tar:
        for name, contents in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(contents)
            tar.addfile(entry, io.BytesIO(contents))
    return out.getvalue()
