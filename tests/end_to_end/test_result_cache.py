"""Results of files that a server keeps: an unchanged tree sends nothing, and no report differs."""

import io
import json
import pathlib
import random
import tarfile

import pytest
from harness.command_line import meerkat
from harness.environment import ROOT
from harness.service import Service

PROFILES = ("default", "bandit", "all")
FORMATS = ("text", "json", "sarif")

VIEW = """from flask import request

from shop.runner_{i} import run


def view():
    run(request.args["name"])
"""
RUNNER = """import os


def run(name):
    os.system("make " + name)
"""


@pytest.fixture
def tree(tmp_path):
    """The rules' fixtures as a project of its own, which a test may change."""
    folder = tmp_path / "tree"
    for fixture in sorted((ROOT / "engine" / "rules").glob("*/*.py")):
        path = folder / fixture.parent.name / fixture.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fixture.read_bytes())
    (folder / "empty.py").touch()
    (folder / "broken.py").write_text("def f(:\n    eval(x)\n")
    for i in range(30):  # more than travels in one message, whatever is known
        (folder / f"long_{i}.py").write_text(f"eval({i})\n" + "x = 1\n" * 8_000)
    (folder / "bin").mkdir()
    (folder / "bin" / "script").write_text("#!/usr/bin/python3\neval(x)\n")
    (folder / "bin" / "other").write_text("#!/bin/sh\n")
    return folder


def report(service, tree, *arguments, profile="default", form="json"):
    done = meerkat(
        *("scan", "--server", service.address, "--profile", profile, "--format", form),
        *arguments,
        ".",
        cwd=tree,
    )
    assert done.returncode in (0, 1), done.stderr
    # The one line of a text report that tells a time.
    return "\n".join(
        line for line in done.stdout.splitlines() if " analysed (" not in line
    )


def run_of(service, tree):
    """What a scan sent and what it did not need to."""
    return json.loads(report(service, tree, "--timings"))["run"]


def store_files(folder: pathlib.Path):
    return sorted((folder / "data" / "results").glob("results-*"))


def test_an_unchanged_tree_sends_nothing_and_every_report_is_equal(start_service, tree):
    keeps = start_service()
    forgets = start_service("--result-cache-bytes=0", "--result-store-bytes=0")
    for profile in PROFILES:
        for form in FORMATS:
            expected = report(forgets, tree, profile=profile, form=form)
            assert report(keeps, tree, profile=profile, form=form) == expected
            assert report(keeps, tree, profile=profile, form=form) == expected
    assert run_of(forgets, tree)["files_reused"] == 0
    run = run_of(keeps, tree)
    assert run["bytes_sent"] == 0
    assert run["files_reused"] > 100
    (tree / "empty.py").write_text("exec(changed)\n")
    assert report(keeps, tree) == report(forgets, tree)
    hits = keeps.metrics()['meerkat_cache_requests_total{tier="memory",result="hit"}']
    assert hits >= run["files_reused"]


def test_results_outlive_the_process_however_it_ends(tmp_path, tree):
    folder = tmp_path / "service"
    with Service(folder) as service:
        expected = report(service, tree)
    service = Service(folder)
    try:
        assert run_of(service, tree)["bytes_sent"] == 0
        assert report(service, tree) == expected
    finally:
        service.kill()
    with Service(folder) as service:
        assert report(service, tree) == expected


def test_a_damaged_store_changes_no_report(tmp_path, tree):
    folder = tmp_path / "service"
    with Service(folder) as service:
        expected = report(service, tree)
    (store,) = store_files(folder)
    whole = store.read_bytes()
    records = len(whole) - 20_000
    rotten = bytearray(whole)
    for at in range(records, len(whole), 97):
        rotten[at] ^= 0x55
    for damage in (
        bytes(rotten),
        whole[: len(whole) - 9_999],
        whole[:5_000],
        b"",
    ):
        store.write_bytes(damage)
        with Service(folder) as service:
            assert report(service, tree) == expected
            assert report(service, tree) == expected


def test_two_servers_on_one_folder(tmp_path, tree):
    folder = tmp_path / "one"
    (folder / "data").mkdir(parents=True)
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "data").symlink_to(folder / "data")
    with Service(folder) as one, Service(tmp_path / "two") as two:
        expected = report(one, tree)
        assert report(two, tree) == expected
    with Service(folder) as again:
        assert run_of(again, tree)["bytes_sent"] == 0
        assert report(again, tree) == expected


def test_sources_of_a_running_scan_stay_though_the_store_has_no_room_for_them(
    start_service, tmp_path
):
    """Flows are looked for when all files are there: the first ones' sources are needed then."""
    archive = tmp_path / "project.tar.gz"
    words = random.Random(1)
    with tarfile.open(archive, "w:gz") as tar:
        for i in range(600):
            noise = "".join(f"# {words.randbytes(30).hex()}\n" for _ in range(55))
            for name, text in (
                (f"shop/view_{i}.py", VIEW.format(i=i) + noise),
                (f"shop/runner_{i}.py", RUNNER + noise),
            ):
                info = tarfile.TarInfo(name)
                info.size = len(text)
                tar.addfile(info, io.BytesIO(text.encode()))
    service = start_service("--result-store-bytes=4MiB")
    done = meerkat("scan", "--server", service.address, "--format=json", archive)
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    assert told["verdict"]["reasons"] == []
    commands = [
        finding
        for finding in told["findings"]
        if finding["rule"] == "command-injection"
    ]
    assert len(commands) == 600
    data = tmp_path / "service-1" / "data"
    on_disk = sum(path.stat().st_size for path in data.rglob("*-0*"))
    assert on_disk < 5 << 20
