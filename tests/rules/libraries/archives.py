# profile: default
"""Archives whose members have names of their author's choice, wherever they lie."""

import os
import tarfile
import zipfile
from pathlib import Path

import pyzipper
import rarfile


def by_name(archive_path, folder):
    with zipfile.ZipFile(archive_path) as archive:
        for name in archive.namelist():
            with open(os.path.join(folder, name), "wb") as file:  # expect: path-traversal
                file.write(archive.read(name))


def by_member(archive_path, folder):
    archive = zipfile.ZipFile(archive_path)
    for member in archive.infolist():
        target = Path(folder) / member.filename
        target.write_bytes(archive.read(member))  # expect: path-traversal


def of_tar(archive_path, folder):
    with tarfile.open(archive_path) as archive:
        for member in archive.getmembers():
            archive.extract(member, folder)  # expect: archive-path-traversal
        for member in archive:
            target = os.path.join(folder, member.name)
            with open(target, "wb") as file:  # expect: path-traversal
                file.write(archive.extractfile(member).read())


def safe_ways(archive_path, folder):
    with zipfile.ZipFile(archive_path) as archive:
        archive.extractall(folder)
        for name in archive.namelist():
            archive.extract(name, folder)
            print(name, archive.read(name))
            with open(os.path.join(folder, os.path.basename(name)), "wb") as file:
                file.write(archive.read(name))
            target = os.path.realpath(os.path.join(folder, name))
            if target.startswith(os.path.realpath(folder) + os.sep):
                with open(target, "wb") as file:
                    file.write(archive.read(name))
    with tarfile.open(archive_path) as archive:
        for member in archive.getmembers():
            archive.extract(member, folder, filter="data")
        for name in archive.getnames():
            if ".." in name or name.startswith("/"):
                raise ValueError(name)
            os.remove(os.path.join(folder, name))


def checked_ways(archive_path, folder):
    base = Path(folder).resolve()
    with tarfile.open(archive_path) as archive:
        for member in archive.getmembers():
            path = (base / member.name).resolve()
            if not (path == base or base in path.parents):
                raise ValueError(member.name)
            archive.extract(member, folder)
        for member in archive.getmembers():
            path = os.path.realpath(os.path.join(folder, member.name))
            if not path.startswith(os.path.realpath(folder) + os.sep):
                raise ValueError(member.name)
            archive.extract(member, folder)
        for member in archive.getmembers():
            if member.name == "data.json":
                archive.extract(member, folder)
        for member in archive.getmembers():
            member.name = os.path.basename(member.name)
            archive.extract(member, folder)
    with zipfile.ZipFile(archive_path) as archive:
        root = archive.namelist()[0]
        os.listdir(os.path.join(folder, root))


def read_ways(archive_path, folder):
    with zipfile.ZipFile(archive_path) as archive:
        for name in archive.namelist():
            path = os.path.join(folder, name)
            if os.path.exists(path) and os.path.isfile(path):
                with open(path) as file:
                    print(file.read())
            Path(path).read_text()
            os.makedirs(path)  # expect: path-traversal
            with open(path, "x") as file:  # expect: path-traversal
                file.write(name)


# What a member holds is not what it is called. (Something here is asked about: what callers hand in is marked.)
def contents(archive_path, folder, text):
    import xml.etree.ElementTree

    eval(text)  # expect: eval-call
    with zipfile.ZipFile(archive_path) as archive:
        names = archive.namelist()
        with archive.open(names.pop()) as member:
            os.makedirs(member.read().decode())
        path = os.path.join(folder, names.pop())
        xml.etree.ElementTree.parse(path)  # expect: xml-element-tree-call
        os.makedirs(path)  # expect: path-traversal


def members_below_a_root(archive_path):
    root = Path("/srv").resolve()
    with tarfile.open(archive_path) as archive:
        for member in archive.getmembers():
            full = (root / member.name).resolve()
            if not (full == root or root in full.parents):
                raise ValueError("outside")
            archive.extract(member, path=root)
        for member in archive.getmembers():
            full = (root / member.name).resolve()
            if full != root and root not in full.parents:
                raise ValueError("outside")
            archive.extract(member, path=root)


def of_other_kinds(archive_path, folder):
    with pyzipper.AESZipFile(archive_path) as archive:
        for name in archive.namelist():
            os.remove(os.path.join(folder, name))  # expect: path-traversal
    with rarfile.RarFile(archive_path) as archive:
        for member in archive.infolist():
            os.remove(os.path.join(folder, member.filename))  # expect: path-traversal
