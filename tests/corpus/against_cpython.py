#!/usr/bin/env python3
"""Real files through meerkat, and its syntax errors against CPython's. ./run corpus runs it.

    against_cpython.py FOLDER…      (MEERKAT_BIN_DIR, MEERKAT_SYNTAX_ERRORS: the programs)

1. Scans every folder and accounts for each Python file in it: analysed, or named in a notice with the
   reason. No file may run out of its two seconds.
2. Compares which files do not parse with what the newest CPython of this machine says, and puts every
   difference into a class. docs/syntax.md explains the classes; a difference in none of them fails.
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SUFFIXES = (".py", ".pyi", ".pyw")

# Run by the CPython that is compared with: paths on standard input, {path: [line, message]} out.
ASK = r"""
import ast, json, sys, warnings
warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
answers = {}
for path in json.load(sys.stdin):
    try:
        compile(open(path, "rb").read(), path, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    except SyntaxError as error:
        answers[path] = [error.lineno or 0, str(error.msg)]
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        answers[path] = [0, type(error).__name__ + ": " + str(error)]
json.dump(answers, sys.stdout)
"""

# What CPython refuses and we read: why, by its message.
REFUSED = (
    ("Python 2", r"Missing parentheses in call to|multiple exception types must be parenthesized|"
                 r"leading zeros in decimal|Did you mean print|invalid hexadecimal literal|"
                 r"invalid decimal literal|invalid octal literal|invalid digit .* in octal|"
                 r"Function parameters cannot be parenthesized|Lambda expression parameters cannot"),
    ("indentation", r"unindent does not match|unexpected indent|expected an indented block|"
                    r"inconsistent use of tabs|unexpected unindent"),
    ("encoding", r"codec can't decode|unknown encoding|encoding problem|invalid non-printable|"
                 r"invalid character|\(unicode error\)|\(value error\)|BOM|"
                 r"bytes can only contain ASCII|source code string cannot contain null"),
    ("what a grammar does not see", r"cannot assign to|cannot delete|keyword argument repeated|"
                                    r"positional argument follows|iterable argument unpacking|"
                                    r"Generator expression must be|default 'except:' must be last|"
                                    r"expected 'except' or 'finally'|non-default argument follows|"
                                    r"parameter without a default|named arguments must follow|"
                                    r"var-positional argument|var-keyword argument|bare \*|"
                                    r"illegal target for annotation|only single target|"
                                    r"expression cannot contain assignment|trailing comma not allowed|"
                                    r"can't use starred|cannot mix bytes|mix of bytes|"
                                    r"cannot have both 'except'|can't unpack|"
                                    r"not a chance|future feature|too many statically nested|"
                                    r"name .* is parameter and|duplicate argument|"
                                    r"arguments cannot follow|/ must be ahead|/ may appear only once|"
                                    r"\* may appear only once|f-string: expecting|"
                                    r"'tuple' is an illegal expression|augmented assignment|"
                                    r"Exceeds the limit|too many nested parentheses|"
                                    r"expected ':'|expected '\('|wildcard makes|"
                                    r"pattern|double starred|unparenthesized|named expression|"
                                    r"assignment expression|invalid syntax\. Maybe you meant"),
    ("limits of CPython", r"RecursionError|MemoryError|too many levels of indentation|too deeply"),
)


def newest_python():
    found = {}
    roots = [pathlib.Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    roots += sorted(pathlib.Path.home().glob(".pyenv/versions/*/bin"))
    for root in roots:
        for program in root.glob("python3.*"):
            match = re.fullmatch(r"python3\.(\d+)", program.name)
            if not match or "shims" in program.parts:
                continue
            found[int(match[1])] = program
    return found[max(found)] if found else pathlib.Path(sys.executable)


def python_files(folders):
    return sorted(
        str(path)
        for folder in folders
        for path in pathlib.Path(folder).rglob("*")
        if path.suffix in SUFFIXES and path.is_file() and not path.is_symlink()
    )


def scan(folder):
    """The report of a scan of everything below the folder, with all rules."""
    binary = pathlib.Path(os.environ["MEERKAT_BIN_DIR"]) / "meerkat"
    with tempfile.TemporaryDirectory() as work:
        report = pathlib.Path(work) / "report.json"
        done = subprocess.run(
            [binary, "scan", "--quiet", "--no-ignore", "--profile=all", "--format=json",
             "--output", report, folder],
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode not in (0, 1, 3):
            raise SystemExit(f"the scan of {folder} ended with {done.returncode}")
        return json.loads(report.read_text())


def account(folder):
    """How many Python files the scan analysed and skipped; raises if any is in neither."""
    files = [pathlib.Path(path) for path in python_files([folder])]
    sizes = sum(path.stat().st_size for path in files)
    report = scan(folder)
    totals, notices = report["totals"], report["notices"]
    skipped = {
        notice["path"]: notice
        for notice in notices
        if notice["kind"] in ("too-large", "binary", "unreadable", "limit")
    }
    skipped_bytes = sum(notice["bytes"] or 0 for notice in skipped.values())
    slow = [notice["path"] for notice in notices if notice["kind"] == "timeout"]
    # Scripts without a suffix are analysed as well, so there may be more.
    accounted = totals["bytes_analysed"] + skipped_bytes >= sizes
    return len(files), sizes, totals, skipped, slow, accounted


def our_errors(folders):
    done = subprocess.run(
        [os.environ["MEERKAT_SYNTAX_ERRORS"], *folders], stdout=subprocess.PIPE, check=True
    )
    lines = done.stdout.decode("utf-8", "surrogateescape").splitlines()
    return dict(line.rsplit("\t", 1) for line in lines[:-1]), lines[-1]


def their_errors(python, files):
    done = subprocess.run(
        [python, "-c", ASK], input=json.dumps(files).encode(), stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout)


# Where CPython says no more than "invalid syntax", the line tells.
PYTHON2_LINE = re.compile(
    r"\braise\s+[^#]+,|\bprint\b\s*[^\s(=.]|\bexec\b\s+[^\s=]|`|<>|\b[uU][rR]['\"]|\bexcept\b[^#:]*,|"
    r"\b0\d+\b|\d[lL]\b|\blambda\s*\(|\bdef\s+\w+\s*\([^)]*\(|\bin\s+[^#]+,\s*[^#]+\]|"
    r"\basync\b\s*[=,)]"
)


def is_python2(path, line):
    try:
        lines = pathlib.Path(path).read_bytes().decode("latin-1").splitlines()
    except OSError:
        return False
    return line <= len(lines) and bool(PYTHON2_LINE.search(" ".join(lines[max(0, line - 2) : line])))


def main():
    folders = sys.argv[1:]
    failed = False
    count = 0
    for folder in folders:
        files, size, totals, skipped, slow, accounted = account(folder)
        count += files
        print(
            f"{folder}: {files} Python files, {size / 1e6:.1f} MB: {totals['files_analysed']} analysed, "
            f"{len(skipped)} skipped with a reason, {len(slow)} over their time"
            + ("" if accounted else "  NOT ALL BYTES ACCOUNTED FOR")
        )
        failed |= bool(slow) or not accounted

    python = newest_python()
    print(f"\nsyntax errors against {python.name}:")
    files = python_files(folders)
    ours, summary = our_errors(folders)
    theirs = their_errors(python, files)
    both = [path for path in files if path in ours and path in theirs]
    print(f"  {summary}: {len(both)} refused by both")

    classes = collections.defaultdict(list)
    for path in files:
        if path in theirs and path not in ours:
            line, message = theirs[path]
            kinds = (kind for kind, pattern in REFUSED if re.search(pattern, message))
            kind = next(kinds, None)
            if kind is None and is_python2(path, line):
                kind = "Python 2"
            classes[f"read here, refused there: {kind or 'UNEXPLAINED'}"].append(
                f"{path}:{line}: {message}"
            )
        elif path in ours and path not in theirs:
            classes["broken here, read there: UNEXPLAINED"].append(f"{path}:{ours[path]}")
    for kind, found in sorted(classes.items()):
        print(f"  {len(found):5d}  {kind}")
        for example in found if "UNEXPLAINED" in kind else found[:2]:
            print(f"           {example}")
        failed |= "UNEXPLAINED" in kind
    print(f"\n{count} files: {'FAILED' if failed else 'everything accounted for and explained'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
