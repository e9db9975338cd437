"""The real Bandit beside `meerkat bandit`, on its own examples."""

import csv
import hashlib
import importlib.metadata
import io
import json
import shutil
import subprocess

from harness.environment import CACHE, MEERKAT, PATIENCE, clean_environment

VERSION = importlib.metadata.version("bandit")
SOURCE = CACHE / "bandit_examples" / "sources" / f"bandit-{VERSION}"
# Bandit takes a second or more each time, and both it and its examples are pinned: what it said of them
# is kept, under all that its answer depends on.
ANSWERS = CACHE / "bandit-answers" / VERSION


def run(program, arguments, cwd, stdin=b""):
    return subprocess.run(
        [*program, *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=PATIENCE,
        env=clean_environment(COLUMNS="80", TERM="dumb"),
        check=False,
    )


def meerkat_bandit(*arguments, cwd=SOURCE, stdin=b""):
    return run([MEERKAT, "bandit"], arguments, cwd, stdin)


def real_bandit(*arguments, cwd=SOURCE, stdin=b""):
    """(exit code, standard output) of Bandit."""
    bandit = shutil.which("bandit")
    assert bandit, "bandit is missing; ./run test installs it into build/venv"
    absolute = any("{abspath}" in str(argument) for argument in arguments)
    key = hashlib.sha256(repr((arguments, stdin, str(cwd) if absolute else "")).encode())
    if cwd != SOURCE:  # a folder made by the test: its files are part of the question
        for path in sorted(cwd.rglob("*")):
            if path.is_file():
                key.update(str(path.relative_to(cwd)).encode() + b"\0" + path.read_bytes())
    kept = ANSWERS / f"{key.hexdigest()}.json"
    if not kept.exists():
        done = run([bandit], arguments, cwd, stdin)
        kept.parent.mkdir(parents=True, exist_ok=True)
        answer = {"code": done.returncode, "output": done.stdout.decode(errors="surrogateescape")}
        kept.write_text(json.dumps(answer))
    answer = json.loads(kept.read_text())
    return answer["code"], answer["output"]


def without_wording(report):
    """A JSON report less what may differ: time and the words of messages."""
    report = dict(report)
    report.pop("generated_at")
    for result in report["results"]:
        for one in (result, *result.get("candidates", ())):
            assert one.pop("issue_text")
    return report


def csv_without_wording(text):
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in rows:
        assert row.pop("issue_text")
    return rows
