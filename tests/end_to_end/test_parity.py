"""The profile `bandit` says of the real projects what the real Bandit says."""

import importlib.metadata
import shutil
import subprocess
import sys

import pytest
from harness.environment import CACHE, MEERKAT, ROOT, clean_environment
from harness.projects import PROJECTS, SOURCES

COMPARE = ROOT / "tests" / "parity" / "compare.py"
# Bandit takes a minute for these projects, and they are pinned as Bandit is: its reports are kept.
REPORTS = CACHE / "bandit-reports" / importlib.metadata.version("bandit")



def compare(folder, *options):
    bandit = shutil.which("bandit")
    assert bandit, "bandit is missing; ./run test installs it into build/venv"
    return subprocess.run(
        [sys.executable, COMPARE, f"--bandit={bandit}", f"--meerkat={MEERKAT}", *options, folder],
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize("project", PROJECTS)
def test_same_verdicts(project):
    compared = compare(SOURCES / project, f"--keep={REPORTS}")
    assert compared.returncode == 0, compared.stdout + compared.stderr


def test_same_verdicts_on_odd_forms():
    compared = compare(ROOT / "tests" / "parity" / "odd_forms")
    assert compared.returncode == 0, compared.stdout + compared.stderr
    assert "0 of 0 findings" not in compared.stdout
