"""The same input gives the same report: as a folder and as the archive, over TCP and in-process,
with any number of workers."""

import concurrent.futures
import json

import pytest
from harness.command_line import meerkat
from harness.projects import PROJECTS, SOURCES, archive_of
from harness.service import Service

WORKERS = (1, 2, 8)
# Every rule is on: the more findings, the more there is to get into another order.
FLAGS = ("--profile", "all", "--format", "json")


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    """{workers: address} of running services."""
    folder = tmp_path_factory.mktemp("services")
    running = {n: Service(folder / str(n), workers=n) for n in WORKERS}
    yield {n: service.address for n, service in running.items()}
    for service in running.values():
        service.stop()


def report_of(path, *flags):
    """The bytes of a report. It runs in the sources' folder: the same paths on every machine."""
    done = meerkat("scan", path, *FLAGS, *flags, cwd=SOURCES)
    assert done.returncode in (0, 1), f"exit code {done.returncode}: {done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def references():
    """The reports that all others have to equal: one worker, in-process."""
    return {
        (project, form): report_of(path, "--workers", "1")
        for project in PROJECTS
        for form, path in forms_of(project).items()
    }


def forms_of(project):
    return {"folder": project, "archive": archive_of(project)}


def contents_of(report, prefix):
    """Findings and notices by the path that a file has in both forms, and the document."""
    document = json.loads(report)
    for item in document["findings"]:
        for step in item.get("flow", ()):
            step["path"] = step["path"].removeprefix(prefix)
    lines = [
        json.dumps(item | {"path": item["path"].removeprefix(prefix)}, sort_keys=True)
        for item in document["findings"] + document["notices"]
        # A walk passes by what is not Python; an archive is told what in it is not opened.
        if item.get("kind") != "nested-archive"
    ]
    return sorted(lines), document


@pytest.mark.parametrize("form", ("folder", "archive"))
@pytest.mark.parametrize("project", PROJECTS)
def test_every_transport_and_number_of_workers(project, form, services, references):
    path = forms_of(project)[form]
    reference = references[project, form]
    for workers in WORKERS:
        assert report_of(path, "--workers", workers) == reference, f"in-process, {workers}"
        assert report_of(path, "--server", services[workers]) == reference, f"TCP, {workers}"


@pytest.mark.parametrize("project", PROJECTS)
def test_folder_and_archive_have_the_same_findings(project, references):
    folder, as_folder = contents_of(references[project, "folder"], "")
    archive, as_archive = contents_of(references[project, "archive"], f"{archive_of(project)}/")
    assert folder == archive
    assert as_folder["rules"] == as_archive["rules"]
    for total in ("files_analysed", "lines_of_code", "bytes_analysed", "findings", "suppressed"):
        assert as_folder["totals"][total] == as_archive["totals"][total], total


def test_there_is_something_to_compare(references):
    for project in PROJECTS:
        document = json.loads(references[project, "folder"])
        assert len(document["findings"]) >= 20, project
        assert document["totals"]["files_analysed"] >= 20, project


def test_without_any_worker(references):
    """--workers 0 scans in the thread that receives the file."""
    for form, path in forms_of("flask-3.1.3").items():
        assert report_of(path, "--workers", "0") == references["flask-3.1.3", form]


def test_several_scans_of_one_service_at_a_time(services, references):
    scans = [(project, form) for project in PROJECTS for form in ("folder", "archive")]
    with concurrent.futures.ThreadPoolExecutor(len(scans)) as pool:
        reports = pool.map(
            lambda scan: report_of(forms_of(scan[0])[scan[1]], "--server", services[2]), scans
        )
        for scan, report in zip(scans, reports, strict=True):
            assert report == references[scan], scan


def test_all_projects_in_one_command(services, references):
    # By rules about single places: a flow may go from one project to another that it imports.
    together = json.loads(report_of(".", "--server", services[8]))
    together["findings"] = [f for f in together["findings"] if not f.get("flow")]
    one_by_one = [
        finding
        for project in PROJECTS
        for finding in json.loads(references[project, "folder"])["findings"]
        if not finding.get("flow")
    ]
    assert together["findings"] == one_by_one
    merged = json.loads(meerkat("scan", *PROJECTS, *FLAGS, cwd=SOURCES).stdout)
    assert [f for f in merged["findings"] if not f.get("flow")] == one_by_one
