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


@pytest.mark.parametrize("project", PROJECTS)
def test_same_verdicts(project):
    bandit = shutil.which("bandit")
    assert bandit, "bandit is missing; ./run test installs it into build/venv"
    compared = subprocess.run(
        [
            sys.executable,
            COMPARE,
            f"--bandit={bandit}",
            f"--meerkat={MEERKAT}",
            f"--keep={REPORTS}",
            SOURCES / project,
        ],
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert compared.returncode == 0, compared.stdout + compared.stderr
