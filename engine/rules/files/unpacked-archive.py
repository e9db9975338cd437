"""Archives that are unpacked wherever they say."""

import shutil


def bad(path, folder):
    shutil.unpack_archive(path, folder)  # expect: unpacked-archive


def good(path, folder):
    shutil.unpack_archive(path, folder, filter="data")


def each_way(name, folder, options):
    shutil.unpack_archive(f"{name}.tar.gz", folder)  # expect: unpacked-archive
    shutil.unpack_archive(f"{name}.zip", folder)
    shutil.unpack_archive(name, folder, "zip")
    shutil.unpack_archive(name, folder, **options)
