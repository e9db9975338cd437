"""The official JSON schema of SARIF 2.1.0, fetched once with npm from a package that carries it."""

import base64
import hashlib
import json
import subprocess
import tarfile

import fastjsonschema

from harness.environment import CACHE

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
INTEGRITY = (
    "A1fOhPd6Ic5iDk4F9YPw1qNB4XF+7+IviR7xl8r2F6QzQkx5cpY9LsGk2rExiFIEcBbjpVnSmwWGBukASkiQ9A=="
)
ARCHIVE = CACHE / "sarif_schema" / "microsoft-jest-sarif-1.0.0-beta.0.tgz"
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"


def fetch():
    """The package is downloaded and not installed: nothing in it is run."""
    if not ARCHIVE.exists():
        ARCHIVE.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "pack", "--silent", "--ignore-scripts", PACKAGE],
            cwd=ARCHIVE.parent,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    digest = base64.b64encode(hashlib.sha512(ARCHIVE.read_bytes()).digest()).decode()
    if digest != INTEGRITY:
        ARCHIVE.unlink()
        raise AssertionError(f"{PACKAGE} is not what is pinned: sha512-{digest}")
    with tarfile.open(ARCHIVE) as archive:
        return json.load(archive.extractfile(MEMBER))


def validator():
    """A function that takes a SARIF document and raises on what the schema does not allow."""
    return fastjsonschema.compile(fetch())
