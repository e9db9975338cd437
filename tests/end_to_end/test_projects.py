"""Data flow through the files of small projects, whose lines are marked with what is reported there."""

import json
import pathlib
import re

import pytest
from harness.command_line import meerkat

PROJECTS = pathlib.Path(__file__).parent / "projects"
# "# expect: a-rule", or "# expect-missed: a-rule" for what is known to be missing: a mark that comes true
# has to become the other one.
MARK = re.compile(r"# expect(-missed)?: (.*)")


def marked(folder, missed):
    """(path, line, rule) of every mark."""
    return sorted(
        (path.relative_to(folder).as_posix(), number, rule)
        for path in folder.rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        for mark in MARK.finditer(line)
        for rule in (mark[2].split() if bool(mark[1]) == missed else [])
    )


@pytest.mark.parametrize("folder", sorted(PROJECTS.iterdir()), ids=lambda folder: folder.name)
def test_a_project_is_reported_as_marked(folder):
    done = meerkat("scan", "--no-cache", "--format", "json", ".", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    found = sorted((f["path"], f["line"], f["rule"]) for f in json.loads(done.stdout)["findings"])
    assert found == marked(folder, missed=False)
    assert not set(found) & set(marked(folder, missed=True))
