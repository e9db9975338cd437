"""Jupyter notebooks: from a folder, from an archive, in every report, and against Ruff's cells."""

import json
import re
import subprocess
import tarfile

import pytest
from harness.command_line import meerkat, scan_json

NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"language_info": {"name": "python"}},
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["# eval(x)\n"]},
        {
            "cell_type": "code",
            "execution_count": 1,
            "metadata": {},
            "outputs": [{"output_type": "stream", "name": "stdout", "text": ["eval(x)\n"]}],
            "source": ["import pickle\n", "import subprocess\n"],
        },
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": ["%matplotlib inline\n", "x = pickle.loads(\n", "    data)\n", "eval(x)\n"],
        },
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": "subprocess.call('ls ' + x, shell=True)\neval(x)  # nosec\n",
        },
    ],
}
# (rule, cell, line, column)
EXPECTED = [("pickle-load", 3, 2, 5), ("eval-call", 3, 4, 1), ("subprocess-shell", 4, 1, 1)]


@pytest.fixture
def notebook(tmp_path):
    path = tmp_path / "work" / "analysis.ipynb"
    path.parent.mkdir()
    path.write_text(json.dumps(NOTEBOOK, indent=1))
    return path


def places(findings):
    return [(f["rule"], f["cell"], f["line"], f["column"]) for f in findings]


def archive_of(notebook):
    path = notebook.parent.parent / "work.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        archive.add(notebook, "work/analysis.ipynb")
    return path


def test_findings_stand_in_cells(notebook):
    for target in (notebook, notebook.parent, archive_of(notebook)):
        found = scan_json(target)
        assert [p[:3] for p in places(found["findings"])] == [p[:3] for p in EXPECTED], target
        lines = notebook.read_text().splitlines()
        for finding in found["findings"]:
            # The line of the file that holds the code.
            assert re.search(r"pickle\.loads|eval|subprocess\.call", lines[finding["file_line"] - 1])
        assert found["totals"]["suppressed"] == 1
        assert found["totals"]["lines_of_code"] == 8


def test_text_shows_the_cell(notebook):
    done = meerkat("scan", notebook.parent)
    assert "analysis.ipynb:cell 3:2:5" in done.stdout
    assert "x = pickle.loads(" in done.stdout
    assert '"x = pickle' not in done.stdout  # the code, not its JSON


def test_sarif_names_lines_of_the_file(notebook):
    done = meerkat("scan", "--format=sarif", notebook)
    results = json.loads(done.stdout)["runs"][0]["results"]
    lines = notebook.read_text().splitlines()
    for result in results:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert re.search(r"pickle\.loads|eval|subprocess\.call", lines[region["startLine"] - 1])
        assert result["properties"]["cell"] in (3, 4)


def test_bandit_reads_no_notebooks(notebook):
    found = scan_json(notebook.parent, "--profile=bandit")
    assert found["findings"] == []
    assert found["totals"]["files_not_python"] == 1


def test_cells_and_lines_are_those_of_ruff(notebook):
    done = subprocess.run(
        ["ruff", "check", "--isolated", "--select=S301,S307,S602", "--output-format=json", notebook],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    theirs = [(f["cell"], f["location"]["row"]) for f in json.loads(done.stdout)]
    ours = [(cell, line) for _, cell, line, _ in EXPECTED]
    # Ruff knows no nosec.
    assert sorted(theirs) == sorted([*ours, (4, 2)])


def test_what_is_no_notebook_is_named(tmp_path):
    (tmp_path / "broken.ipynb").write_text('{"cells": [')
    (tmp_path / "fine.py").write_text("eval(x)\n")
    found = scan_json(tmp_path, codes=(3,))
    assert [f["rule"] for f in found["findings"]] == ["eval-call"]
    (notice,) = found["notices"]
    assert notice["path"].endswith("broken.ipynb")
    assert "no JSON from line 1" in notice["message"]
