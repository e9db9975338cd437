"""Where the programs, the real projects and the repository are. ./run test sets the variables."""

import os
import pathlib
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
BIN = pathlib.Path(os.environ.get("MEERKAT_BIN_DIR", ROOT / "build" / "bin"))
CACHE = pathlib.Path(os.environ.get("MEERKAT_CACHE_DIR", pathlib.Path.home() / ".cache/meerkat"))
MEERKAT = BIN / "meerkat"
MEERKATD = BIN / "meerkatd"

# The longest that anything may take. A test that waits this long fails; none expects it.
PATIENCE = 60


def clean_environment(**changes):
    """The environment without what would change a program's behaviour, and with `changes`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("MEERKAT_") and name not in ("NO_COLOR", "FORCE_COLOR", "TERM")
    }
    return kept | {"TERM": "xterm-256color"} | changes


def eventually(condition, what):
    """Waits until condition() is true, for what no event announces; fails when patience ends."""
    end = time.monotonic() + PATIENCE
    while not (result := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {PATIENCE} s in vain: {what}")
        time.sleep(0.01)
    return result
