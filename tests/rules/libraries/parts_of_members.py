# profile: default
"""Names of members that are looked at part by part, or compared with a folder."""

import os
import zipfile
from pathlib import Path


def resolves_within(root, target):
    inner = root.resolve()
    full = target.resolve()
    if full != inner and not full.is_relative_to(inner):
        raise ValueError(target)


def by_a_function(path, folder: Path):
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            target = folder.joinpath(*info.filename.split("/"))
            resolves_within(folder, target)
            open(target, "wb").write(archive.read(info))


def not_resolved(path, folder):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            target = os.path.join(folder, name)
            if not target.startswith(folder):
                raise ValueError(name)
            open(target, "wb").write(archive.read(name))  # expect: path-traversal


def part_by_part(path, folder):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            for part in name.split("/"):
                if part in ("", ".", ".."):
                    raise ValueError(name)
            open(os.path.join(folder, name), "wb").write(archive.read(name))


def by_parts_of_a_path(path, folder):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            for part in Path(name).parts:
                if part == "..":
                    raise ValueError(name)
            open(os.path.join(folder, name), "wb").write(archive.read(name))


def check_part(part, name):
    if part in (".", ".."):
        raise ValueError(name)


def each_by_a_function(path, folder):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            for part in name.split("/"):
                check_part(part, name)
            open(os.path.join(folder, name), "wb").write(archive.read(name))


# "../x" is not "..".
def the_whole_name(path, folder):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name in (".", ".."):
                raise ValueError(name)
            open(os.path.join(folder, name), "wb").write(archive.read(name))  # expect: path-traversal


def other_parts(path, folder):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            for part in name.split("-"):
                if part == "..":
                    raise ValueError(name)
            open(os.path.join(folder, name), "wb").write(archive.read(name))  # expect: path-traversal


def the_first_part(path, folder):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            for part in name.split("/"):
                if part == "..":
                    raise ValueError(name)
                break
            open(os.path.join(folder, name), "wb").write(archive.read(name))  # expect: path-traversal
