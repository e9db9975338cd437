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
