"""End-to-end tests: the built programs on real input, as a user runs them.

./run test sets everything up and runs them. By hand, after ./run build and a first ./run test:

    MEERKAT_BIN_DIR=build/bin build/venv/bin/python -m pytest tests/end_to_end

Nothing leaves the machine but what fetches pinned packages into the cache, once. Every wait is
bounded, and no test measures time.
"""

import contextlib
import pathlib
import tempfile

import pytest
from harness import stubs
from harness.environment import MEERKAT, MEERKATD

_stubs = tempfile.TemporaryDirectory(prefix="meerkat-stubs-")
stubs.make(_stubs.name)


def pytest_sessionstart():
    for program in (MEERKAT, MEERKATD):
        if not program.exists():
            raise pytest.UsageError(f"{program} is missing; ./run build makes it")


@pytest.fixture
def start_service(tmp_path):
    """start_service(*flags, workers=2) → a Service that ends with the test."""
    from harness.service import Service

    with contextlib.ExitStack() as stack:
        count = 0

        def start(*flags, workers=2):
            nonlocal count
            count += 1
            return stack.enter_context(
                Service(tmp_path / f"service-{count}", *flags, workers=workers)
            )

        yield start


@pytest.fixture(scope="session")
def service(tmp_path_factory):
    """One meerkatd that all tests share which neither change nor count anything in it."""
    from harness.service import Service

    # Nor is what one test sent known to the next one.
    forgetful = ("--result-cache-bytes=0", "--result-store-bytes=0")
    with Service(tmp_path_factory.mktemp("shared-service"), *forgetful) as shared:
        yield shared


@pytest.fixture
def world_readable():
    """A folder that any user may enter; pytest's own are the user's alone."""
    with tempfile.TemporaryDirectory(prefix="meerkat-test-") as folder:
        path = pathlib.Path(folder)
        path.chmod(0o755)
        yield path
