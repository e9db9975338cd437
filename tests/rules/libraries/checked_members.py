# profile: default
"""Members whose place is compared with the folder itself, in a file that asks nothing else of its callers."""

import tarfile
from pathlib import Path


def below_the_root(archive_path, folder):
    root = Path(folder).resolve()
    with tarfile.open(archive_path) as archive:
        for member in archive.getmembers():
            full = (root / member.name).resolve()
            if not (full == root or root in full.parents):
                raise ValueError("outside")
            archive.extract(member, path=root)


def below_the_root_or_a_file(archive_path, folder):
    root = Path(folder).resolve()
    with tarfile.open(archive_path) as archive:
        for member in archive.getmembers():
            full = (root / member.name).resolve()
            if full == root or member.isfile():
                archive.extract(member, path=root)  # expect: archive-path-traversal


def beside_another(archive_path, folder):
    root = Path(folder).resolve()
    with tarfile.open(archive_path) as archive:
        for member in archive.getmembers():
            full = (root / member.name).resolve()
            if not (full != root or root in full.parents):
                raise ValueError("outside")
            archive.extract(member, path=root)  # expect: archive-path-traversal
