"""Archives that are unpacked without a look at their entries."""

import os
import tarfile


def bad(path, folder):
    with tarfile.open(path) as archive:
        archive.extractall(folder)  # expect: tar-extract-all


def good(path, folder):
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")


def more(archive, folder, safe):
    tarfile.open(folder).extractall()  # expect: tar-extract-all
    archive.extractall(folder, members=safe(archive))  # expect: tar-extract-all
    archive.extractall(folder, members=[])  # expect: tar-extract-all
    archive.extractall(folder, members=archive.getmembers())  # expect: tar-extract-all
    archive.extractall(folder, filter=tarfile.data_filter)
    archive.extract("one", folder)


def checked(path, folder, inside):
    with tarfile.open(path) as archive:
        for member in archive.getmembers():
            if not inside(folder, member.name):
                raise ValueError(member.name)
        archive.extractall(folder)
    with tarfile.open(path) as names:
        for name in names.getnames():
            if name.startswith("/") or ".." in name:
                return
        names.extractall(folder)
    with tarfile.open(path) as sizes:
        for member in sizes.getmembers():
            if member.size > 1000:
                raise ValueError(path)
        sizes.extractall(folder)  # expect: tar-extract-all
    with tarfile.open(path) as shown:
        for member in shown.getmembers():
            print(member.name)
        shown.extractall(folder)  # expect: tar-extract-all
    with tarfile.open(path) as later:
        later.extractall(folder)  # expect: tar-extract-all
        for member in later.getmembers():
            if not inside(folder, member.name):
                raise ValueError(member.name)


def looked_at(path, folder, total, other, inside, log):
    with tarfile.open(path) as found:
        for member in found.getmembers():
            if member.name == "manifest.json":
                return member
            if member.name.startswith("manifest."):
                return member
        found.extractall(folder)  # expect: tar-extract-all
    with tarfile.open(path) as counted:
        for member in counted.getmembers():
            total += member.size
            log(member.name)
            if total > 100:
                raise ValueError("big")
        counted.extractall(folder)  # expect: tar-extract-all
    archive = tarfile.open(other)
    for member in archive.getmembers():
        if member.name.startswith("/"):
            raise ValueError
    archive.extractall(folder)
    archive = tarfile.open(path)
    archive.extractall(folder)  # expect: tar-extract-all
    shown = tarfile.open(path)
    for member in shown.getmembers():
        log(path.name)
        if total:
            return
    shown.extractall(folder)  # expect: tar-extract-all
    named = tarfile.open(path)
    for name in named.getnames():
        if not name:
            return
    named.extractall(folder)  # expect: tar-extract-all
    if total:
        for name in named.getnames():
            if ".." in name:
                raise ValueError(name)
    named.extractall(folder)  # expect: tar-extract-all


def refused(path, folder, is_safe, log):
    with tarfile.open(path) as archive:
        for member in archive:
            target = os.path.realpath(os.path.join(folder, member.name))
            if os.path.commonpath([folder, target]) != folder:
                log(member.name)
                raise ValueError(member.name)
        archive.extractall(folder)
    with tarfile.open(path) as asked:
        for member in asked.getmembers():
            if not is_safe(member):
                return False
        asked.extractall(folder)
    with tarfile.open(path) as noted:
        members = noted.getmembers()
        for member in members:
            is_below = os.path.abspath(os.path.join(folder, member.name)).startswith(folder)
            if is_below:
                log(member)
            else:
                raise ValueError(member.name)
        noted.extractall(folder)  # expect-wrong: tar-extract-all
