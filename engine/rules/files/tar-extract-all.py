"""Archives that are unpacked without a look at their entries."""

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
