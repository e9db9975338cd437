"""clients/python, run as its README says."""

import subprocess
import sys
import threading

import meerkat_client
import pytest
from harness.environment import PATIENCE, ROOT, clean_environment
from harness.projects import CLEAN, EVAL, archive_of, tar_of, write_tree

CLIENT = ROOT / "clients" / "python" / "meerkat_client.py"


@pytest.fixture(scope="module")
def stubs(tmp_path_factory):
    """Stubs made by the command of the README."""
    folder = tmp_path_factory.mktemp("venv")
    protos = sorted(path.relative_to(ROOT) for path in ROOT.glob("proto/meerkat/v1/*.proto"))
    subprocess.run(
        [sys.executable, "-m", "grpc_tools.protoc", "-I", "proto", f"--python_out={folder}",
         f"--grpc_python_out={folder}", *map(str, protos)],
        cwd=ROOT, check=True, timeout=PATIENCE,
    )  # fmt: skip
    return folder


def client(stubs, service, *paths, cwd=None):
    return subprocess.run(
        [sys.executable, CLIENT, "--server", service.address, *paths],
        cwd=cwd,
        env=clean_environment(PYTHONPATH=str(stubs), PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_lists_and_checks_health(stubs, service):
    done = client(stubs, service)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("SERVING: ")
    for name in ("grpc.health.v1.Health", "meerkat.v1.ScanService", "meerkat.v1.RuleService"):
        assert name in done.stdout


def test_scans_files(stubs, service, tmp_path):
    write_tree(tmp_path, {"app.py": EVAL, "clean.py": CLEAN})
    done = client(stubs, service, "app.py", "clean.py", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "app.py:1: " in done.stdout and "eval" in done.stdout
    assert "clean.py" not in done.stdout
    assert done.stdout.endswith("analysed 2 files\n")


def test_thirty_lines_do(stubs, service, tmp_path):
    write_tree(tmp_path, {"app.py": EVAL, "clean.py": CLEAN})
    script = CLIENT.with_name("thirty_lines.py")
    assert len(script.read_text().splitlines()) <= 30
    done = subprocess.run(
        [sys.executable, script, service.address, "app.py", "clean.py"],
        cwd=tmp_path,
        env=clean_environment(PYTHONPATH=str(stubs), PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    services, health, finding = done.stdout.splitlines()
    assert "meerkat.v1.ScanService" in services.split()
    assert health == "SERVING"
    assert finding.startswith("app.py:1: eval-call: ")


def test_watches_files(stubs, service, tmp_path):
    write_tree(tmp_path, {"app.py": EVAL, "clean.py": CLEAN})
    watch = subprocess.Popen(
        [sys.executable, CLIENT.with_name("watch.py"), "--server", service.address,
         "app.py", "clean.py"],
        cwd=tmp_path,
        env=clean_environment(PYTHONPATH=str(stubs), PYTHONDONTWRITEBYTECODE="1"),
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    # A watcher that says nothing would make the test wait for ever.
    guard = threading.Timer(PATIENCE, watch.kill)
    guard.start()
    try:
        assert watch.stdout.readline() == "app.py: 1 findings\n"
        assert watch.stdout.readline().startswith("app.py:1: eval-call: ")
        assert watch.stdout.readline() == "clean.py: 0 findings\n"
        (tmp_path / "clean.py").write_bytes(CLEAN + EVAL)
        assert watch.stdout.readline() == "clean.py: 1 findings\n"
        assert "eval-call: " in watch.stdout.readline()
    finally:
        guard.cancel()
        watch.kill()
        watch.wait()


def test_scans_an_archive(stubs, service, tmp_path):
    (tmp_path / "project.tar.gz").write_bytes(tar_of({"project/app.py": EVAL}))
    done = client(stubs, service, "project.tar.gz", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "project/app.py:1: " in done.stdout


def test_clean_files_exit_with_0(stubs, service, tmp_path):
    write_tree(tmp_path, {"clean.py": CLEAN})
    done = client(stubs, service, "clean.py", cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "analysed 1 files")


def test_as_a_library_on_a_real_project(service):
    archive = archive_of("celery-5.7.0")
    channel = service.channel()
    assert meerkat_client.health(channel, "meerkat.v1.ScanService") == "SERVING"
    *findings, verdict = meerkat_client.scan(channel, meerkat_client.requests_for([archive]))
    totals = verdict.totals
    assert len(findings) == totals.findings_high + totals.findings_medium + totals.findings_low
    assert all(path.startswith("celery-5.7.0/") for path, _, _ in findings)
    assert totals.files_analysed > 100
