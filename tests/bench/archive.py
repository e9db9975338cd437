"""How much memory a service takes while the largest archive that it accepts streams through it."""

import gzip
import io
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile

from service import BIN, peak_memory_mb, running_service

# A little less than max_archive_unpacked_bytes, which counts the tar's own headers.
UNPACKED_BYTES = (1 << 30) - (1 << 20)
PACKED_BYTES = 256 << 20


def write_archive(corpus, path):
    """A tar.gz of real files, over and over under other names and each time with another content,
    until it unpacks to a GiB. Returns the number of its files."""
    count = 0
    with gzip.open(path, "wb", compresslevel=4) as packed:
        tar = tarfile.open(fileobj=packed, mode="w|", bufsize=1 << 20)
        for copy in range(1_000):
            for file in corpus.files:
                content = file.read_bytes() + f"\n# copy {copy}\n".encode()
                if len(content) > 2_000_000:
                    continue
                if tar.offset + len(content) + 4096 > UNPACKED_BYTES:
                    tar.close()
                    return count
                info = tarfile.TarInfo(f"copy{copy}/{file.relative_to(corpus.folder)}")
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
                count += 1
    raise SystemExit("the corpus is too small for an archive of a GiB")


def measure_archive(corpus):
    with tempfile.TemporaryDirectory(prefix="meerkat-bench-") as folder:
        folder = pathlib.Path(folder)
        archive = folder / "large.tar.gz"
        print("  writing an archive of a GiB", file=sys.stderr)
        files = write_archive(corpus, archive)
        packed = archive.stat().st_size
        if packed > PACKED_BYTES:
            raise SystemExit(f"the archive has {packed} bytes: more than a service takes")
        with running_service(folder) as (address, pid):
            before = peak_memory_mb(pid)
            print("  streaming it", file=sys.stderr)
            report = folder / "report.json"
            done = subprocess.run(
                [BIN / "meerkat", "scan", "--quiet", "--server", address, "--format=json",
                 "--output", report, archive],
                stdin=subprocess.DEVNULL,
            )  # fmt: skip
            memory = peak_memory_mb(pid)
        verdict = json.loads(report.read_text())
        if done.returncode not in (0, 1) or verdict["totals"]["files"] < files:
            raise SystemExit(f"not all of the archive was analysed: {verdict['verdict']}")
        return {
            "files": files,
            "packed_mib": packed / 2**20,
            "memory_before_mib": before * 1e6 / 2**20,
            "memory_mib": memory * 1e6 / 2**20,
        }


def print_archive(result):
    print(
        f"\nan archive of 1 GiB, {result['files']} files, {result['packed_mib']:.0f} MiB packed: the "
        f"service took {result['memory_mib']:.0f} MiB ({result['memory_before_mib']:.0f} before)"
    )
