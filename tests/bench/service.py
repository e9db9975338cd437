"""A meerkatd to measure, and what it uses."""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("MEERKAT_BIN_DIR", ROOT / "build" / "bin"))


def processor_seconds(pid):
    """User and system time of a running process."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_memory_mb(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(kilobytes) * 1024 / 1e6


@contextlib.contextmanager
def running_service(folder):
    """(address, pid) of a meerkatd that ends with the block."""
    ready = folder / "ready.json"
    process = subprocess.Popen(
        [BIN / "meerkatd", "--listen=127.0.0.1:0", "--http-listen=127.0.0.1:0", "--drain-delay=0s",
         f"--data-dir={folder / 'data'}", f"--ready-file={ready}", "--log-level=error"],
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        end = time.monotonic() + 30
        while not ready.exists():
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit("meerkatd did not start")
            time.sleep(0.01)
        yield f"127.0.0.1:{json.loads(ready.read_text())['port']}", process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
