"""Inputs that are made to hurt, as a table: what each is, and the notice that it must end in.

A row never stands alone: whoever uses it puts it beside innocent files, whose findings have to be
reported as ever.
"""

import bz2
import dataclasses
import gzip
import hashlib
import io
import lzma
import struct
import tarfile
import zipfile

TIMES = 10_000
MARK = b"eval(x)\n"  # at the start of files that have to be analysed in spite of all


@dataclasses.dataclass(frozen=True)
class Row:
    name: str
    # A function, so that no table of large inputs stands in memory.
    make: object
    # (kind of the notice, words that it holds); None: no notice.
    notice: tuple = None
    # Whether the MARK at its start is found.
    found: bool = False


# ---- Files ---------------------------------------------------------------------------------------

FILES = (
    Row("empty", lambda: b""),
    Row("prose", lambda: b"This is no Python\n" + MARK, ("parse-partial", "line 1"), found=True),
    Row("elf", lambda: b"\x7fELF\x02\x01\x01" + bytes(100), ("binary", "NUL")),
    Row("png", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ("binary", "NUL")),
    Row("nuls", lambda: bytes(1000), ("binary", "NUL")),
    Row("utf-16", lambda: "eval(x)\n".encode("utf-16"), ("binary", "NUL")),
    Row("not-utf-8", lambda: MARK + b"s = '\xff\xfe'\n", ("encoding", "UTF-8"), found=True),
    Row("no-such-encoding", lambda: b"# coding: klingon\n" + MARK, ("encoding", "klingon"), found=True),
    Row("50-mb", lambda: b"x = 1\n" * 8_400_000, ("too-large", "max_file_bytes")),
    Row("3-mb", lambda: b"x = 1\n" * 500_000, ("too-large", "max_analysed_file_bytes")),
    Row("brackets", lambda: MARK + b"(" * TIMES + b")" * TIMES, found=True),
    Row("lists", lambda: MARK + b"[" * TIMES + b"]" * TIMES, found=True),
    Row("open-brackets", lambda: MARK + b"(" * TIMES, ("parse-partial", "line"), found=True),
    Row("blocks", lambda: MARK + b"".join(b" " * i + b"if x:\n" for i in range(1_900))
        + b" " * 1_900 + b"pass\n", ("parse-partial", "line"), found=True),
    Row("one-line-blocks", lambda: MARK + b"if x:" * TIMES, ("parse-partial", "line"), found=True),
    Row("string-concatenation", lambda: MARK + b"s = ''" + b" + 'a'" * TIMES, found=True),
    Row("adjacent-strings", lambda: MARK + b"s = (" + b"'a' " * TIMES + b")", found=True),
    Row("attributes", lambda: MARK + b"x" + b".a" * TIMES, found=True),
    Row("calls", lambda: MARK + b"x" + b"()" * TIMES, found=True),
    Row("long-line", lambda: MARK + b"x = [" + b"1," * 500_000 + b"]\n", found=True),
    Row("long-string", lambda: MARK + b"x = '" + b"a" * 1_000_000 + b"'\n", found=True),
    Row("long-comment", lambda: MARK + b"#" + b"a" * 1_000_000 + b"\n", found=True),
    Row("functions", lambda: MARK + b"".join(b"def f%d(): pass\n" % i for i in range(100_000)),
        found=True),
    Row("decorators", lambda: MARK + b"@a\n" * TIMES + b"def f(): pass\n", found=True),
    Row("backslashes", lambda: MARK + b"x = \\\n" * 2_000 + b"1\n", found=True),
    Row("carriage-returns", lambda: b"# comment\r" + b"eval(x)\r", found=True),
    Row("form-feeds", lambda: MARK + b"\f\n" * TIMES, found=True),
    Row("python-2", lambda: MARK + b"print 'x' % 0777L, `y`\nexec 'z' in w\n", found=True),
)  # fmt: skip

# ---- Archives ------------------------------------------------------------------------------------


def tar(members, mode="w", format=tarfile.GNU_FORMAT):
    """members: (name, bytes), or a TarInfo without contents."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=format) as archive:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                archive.addfile(member)
            else:
                info = tarfile.TarInfo(member[0])
                info.size = len(member[1])
                archive.addfile(info, io.BytesIO(member[1]))
    return out.getvalue()


def special(name, kind, target=""):
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = target
    return info


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, contents in members:
            archive.writestr(name, contents)
    return out.getvalue()


def stored_zstd(data):
    """A zstd frame (RFC 8878) of raw blocks: Python 3.11 has no zstd."""
    frame = bytearray(b"\x28\xb5\x2f\xfd\xe0" + len(data).to_bytes(8, "little"))
    for at in range(0, len(data), 128 * 1024):
        block = data[at : at + 128 * 1024]
        last = at + len(block) == len(data)
        frame += (len(block) << 3 | last).to_bytes(3, "little") + block
    return bytes(frame)


FORMATS = {
    "tar": tar,
    "tar.gz": lambda members: gzip.compress(tar(members), mtime=0),
    "tar.bz2": lambda members: bz2.compress(tar(members)),
    "tar.xz": lambda members: lzma.compress(tar(members)),
    "tar.zst": lambda members: stored_zstd(tar(members)),
    "zip": zipped,
    "whl": zipped,
}

INNOCENT = [("p/first.py", MARK), ("p/second.py", b"import os\nx = 1\neval(os)\n")]


def between(*members):
    """One innocent file, the guilty ones, another innocent one."""
    return [INNOCENT[0], *members, INNOCENT[1]]


def noise(size):
    """Bytes that do not pack, the same ones every time."""
    return b"".join(hashlib.sha256(b"%d" % i).digest() for i in range(size // 32))


def encrypted_zip():
    """An entry whose flag says that it is encrypted."""
    whole = bytearray(zipped(between(("p/secret.py", MARK * 50)), zipfile.ZIP_STORED))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = [i for i in range(len(whole)) if whole[i : i + 4] == signature][1]
        whole[at + offset] |= 1
    return bytes(whole)


def unknown_compression():
    whole = bytearray(zipped(between(("p/odd.py", MARK)), zipfile.ZIP_STORED))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = [i for i in range(len(whole)) if whole[i : i + 4] == signature][1]
        whole[at + offset : at + offset + 2] = struct.pack("<H", 77)
    return bytes(whole)


def bomb():
    """40 MB of blanks in 40 KB."""
    return gzip.compress(tar(between(("p/bomb.py", b" " * 40_000_000))), mtime=0)


def overlapping_zip():
    """Many entries of a megabyte of blanks each, a kilobyte packed."""
    return zipped(between(*((f"p/bomb{i}.py", b" " * 1_000_000) for i in range(60))))


# Archives in which both innocent files have to be found.
ARCHIVES = (
    Row("parent", lambda: tar(between(("../up.py", MARK))), ("unsafe-entry", "..")),
    Row("parent-inside", lambda: tar(between(("p/../../up.py", MARK))), ("unsafe-entry", "..")),
    Row("absolute", lambda: tar(between(("/etc/root.py", MARK))), ("unsafe-entry", "absolute")),
    Row("symbolic-link", lambda: tar(between(special("p/l.py", tarfile.SYMTYPE, "/etc/passwd"))),
        ("unsafe-entry", "link")),
    Row("hard-link", lambda: tar(between(special("p/l.py", tarfile.LNKTYPE, "p/first.py"))),
        ("unsafe-entry", "link")),
    Row("device", lambda: tar(between(special("p/null.py", tarfile.CHRTYPE))),
        ("unsafe-entry", "device")),
    Row("fifo", lambda: tar(between(special("p/pipe.py", tarfile.FIFOTYPE))),
        ("unsafe-entry", "pipe")),
    Row("duplicate", lambda: tar(between(("p/first.py", b"x = 1\n"))), ("duplicate", "first one")),
    Row("duplicate-by-dots", lambda: tar(between(("./p//first.py", b"x = 1\n"))),
        ("duplicate", "first one")),
    Row("nested", lambda: tar(between(("p/inner.zip", zipped(INNOCENT)))), ("nested-archive", "not opened")),
    Row("encrypted", encrypted_zip, ("unreadable", "encrypted")),
    Row("unknown-compression", unknown_compression, ("unreadable", "cannot be unpacked")),
    Row("large-entry", lambda: tar(between(("p/large.py", b"x = 1\n" * 500_000))),
        ("too-large", "max_analysed_file_bytes")),
    Row("garbage-after", lambda: gzip.compress(tar(between()), mtime=0) + b"garbage" * 100, None),
    Row("gnu-long-name", lambda: tar(between(("p/" + "d" * 200 + "/f.py", b"x = 1\n"))), None),
    Row("pax-headers", lambda: tar(between(("p/\u00e9" + "d" * 200 + ".py", b"x = 1\n")),
                                   format=tarfile.PAX_FORMAT), None),
    Row("two-gzip-members", lambda: b"".join(
        gzip.compress(part, mtime=0) for part in (tar(between())[:700], tar(between())[700:])), None),
    Row("empty-file", lambda: tar(between(("p/empty.py", b""))), None),
)  # fmt: skip

# Archives that end early: what came before the end is found, and the verdict is incomplete.
ENDING = (
    Row("ratio", bomb, ("limit", "max_archive_ratio")),
    Row("zip-ratio", overlapping_zip, ("limit", "max_archive_ratio")),
    Row("bad-checksum", lambda: tar(between()).replace(b"p/second.py", b"p/sEcond.py"),
        ("archive-damaged", "after 1 entr")),
    Row("cut-header", lambda: tar(between())[: 1024 + 100], ("archive-damaged", "")),
    Row("cut-data", lambda: tar(between(("p/x.txt", b"x" * 5000)))[: 1024 + 512 + 700],
        ("archive-damaged", "p/x.txt")),
    Row("cut-between-entries", lambda: tar(INNOCENT)[:1024], ("archive-damaged", "no end mark")),
    Row("cut-gzip", lambda: gzip.compress(tar(between(("p/noise.bin", noise(300_000)))), mtime=0)[:-20_000],
        ("archive-damaged", "p/noise.bin")),
    Row("bad-gzip", lambda: gzip.compress(tar(INNOCENT), 0, mtime=0)[:1500] + b"\xff" * 3000,
        ("archive-damaged", "")),
)  # fmt: skip

# No archive at all, by its name only.
NONE = (
    Row("text", lambda: b"hello\n", ("archive-damaged", "cannot be read")),
    Row("empty", lambda: b"", ("archive-damaged", "")),
    Row("png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(600), ("archive-damaged", "cannot be read")),
)
