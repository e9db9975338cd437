"""Data flow through several files: the same report whichever way the files come, and from the cache."""

import json

import pytest
from harness.command_line import meerkat

FILES = {
    "shop/__init__.py": "",
    "shop/views.py": """\
from flask import Flask, request

from . import storage
from .filters import only_known, shorten

app = Flask(__name__)


@app.route("/order")
def order():
    name = shorten(request.args["name"])
    return str(storage.rows(name))


@app.route("/known")
def known():
    return str(storage.rows(only_known(request.args["name"])))
""",
    "shop/filters.py": """\
NAMES = {"a", "b"}


def shorten(text):
    return text[:20].strip()


def only_known(text):
    if text not in NAMES:
        raise ValueError("unknown name")
    return text
""",
    "shop/storage.py": """\
import sqlite3


def rows(name):
    cursor = sqlite3.connect("shop.db").cursor()
    cursor.execute(f"SELECT * FROM orders WHERE name = '{name}'")
    return cursor.fetchall()
""",
    "tool.py": """\
import os
import sys


def run():
    os.system("ls " + sys.argv[1])
""",
}


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def scan(project, *arguments):
    done = meerkat("scan", "--no-cache", "--format", "json", *arguments, ".", cwd=project)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def flows(report):
    return [finding for finding in report["findings"] if finding.get("flow")]


def test_a_flow_through_three_files_names_each_of_them(project):
    found = flows(scan(project))
    assert [(f["rule"], f["path"], f["line"]) for f in found] == [("sql-injection", "shop/views.py", 12)]
    assert [step["path"] for step in found[0]["flow"]][0] == "shop/views.py"
    assert "shop/storage.py" in {step["path"] for step in found[0]["flow"]}


def test_what_a_helper_in_another_file_lets_pass_is_safe(project):
    assert 17 not in {finding["line"] for finding in flows(scan(project))}


def test_threat_models_choose_whose_data_is_not_trusted(project):
    rules = {f["rule"] for f in flows(scan(project, "--threat-model", "local"))}
    assert rules == {"command-injection"}
    both = {f["rule"] for f in flows(scan(project, "--threat-model", "remote,local"))}
    assert both == {"command-injection", "sql-injection"}


def test_the_service_says_the_same_cold_and_warm_and_sends_nothing_twice(project, start_service):
    service = start_service()
    expected = scan(project)["findings"]
    cold = scan(project, "--server", service.address, "--timings")
    warm = scan(project, "--server", service.address, "--timings")
    assert cold["findings"] == expected
    assert warm["findings"] == expected
    # A helper changes: the file that imports it did not, and has another report all the same.
    (project / "shop" / "filters.py").write_text(
        FILES["shop/filters.py"].replace("return text[:20].strip()", "return str(len(text))")
    )
    assert flows(scan(project, "--server", service.address)) == []


def test_an_archive_gives_the_same_flows(project, tmp_path):
    import tarfile

    archive = tmp_path / "project.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(project, "project")
    done = meerkat("scan", "--no-cache", "--format", "json", str(archive))
    found = flows(json.loads(done.stdout))
    assert [(f["rule"], f["line"]) for f in found] == [("sql-injection", 12)]


def test_an_archive_after_its_folder_is_read_by_itself(project, tmp_path):
    """Its files have the paths of those of the folder, and are not those."""
    import tarfile

    archive = tmp_path / "old.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(project, ".")
    (project / "shop" / "views.py").write_text("from . import storage\n")
    # More than travels in the first message, as most folders are.
    (project / "large.py").write_text("x = 1\n" * 250_000)
    found = flows(scan(project, str(archive)))
    assert [(f["rule"], f["line"]) for f in found] == [("sql-injection", 12)]


def test_what_hands_in_a_parameter_is_looked_up_beyond_the_other_files(tmp_path):
    folder = tmp_path / "project"
    folder.mkdir()
    count = 30  # more than an analysis looks into otherwise
    for i in range(count):
        (folder / f"helper{i}.py").write_text(f"VALUE = {i}\n")
    (folder / "store.py").write_text(
        "from typing import Annotated\n"
        "from fastapi import Depends, Query, Request\n"
        "def store_of(request: Request):\n"
        "    return request.app.state.store\n"
        "StoreDep = Annotated[dict, Depends(store_of)]\n"
        "NameQuery = Annotated[str, Query()]\n"
    )
    lines = [f"from helper{i} import VALUE as VALUE{i}" for i in range(count)]
    lines += [
        "import os",
        "from fastapi import APIRouter",
        "from store import NameQuery, StoreDep",
        "router = APIRouter()",
        "ALL = [" + ", ".join(f"VALUE{i}" for i in range(count)) + "]",
        '@router.get("/")',
        "def clear(store: StoreDep, name: NameQuery):",
        "    os.remove(store.folder)",
        "    os.remove(name)",
    ]
    (folder / "routes.py").write_text("\n".join(lines) + "\n")
    found = flows(scan(folder))
    assert [(f["path"], f["line"]) for f in found] == [("routes.py", len(lines))]
