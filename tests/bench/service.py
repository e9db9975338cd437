"""A meerkatd to measure, what it uses, and the programs that measure it."""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("MEERKAT_BIN_DIR", ROOT / "build" / "bin"))
# meerkat_bench and beside it service_load, pool_scan and budget_gaps.
BENCH = pathlib.Path(
    os.environ.get("MEERKAT_BENCH", ROOT / "build" / "release" / "bin" / "meerkat_bench")
)


def processor_seconds(pid):
    """User and system time of a running process."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_memory_mb(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(kilobytes) * 1024 / 1e6


class Service:
    """A meerkatd with its own data below `folder`. It uses the result cache's default size."""

    def __init__(self, folder, *flags):
        ready = folder / "ready.json"
        ready.unlink(missing_ok=True)
        started = time.monotonic()
        self.process = subprocess.Popen(
            [BIN / "meerkatd", "--listen=127.0.0.1:0", "--http-listen=127.0.0.1:0",
             "--drain-delay=0s", f"--data-dir={folder / 'data'}", f"--ready-file={ready}",
             "--log-level=error", *flags],
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        while not ready.exists():
            if self.process.poll() is not None or time.monotonic() > started + 30:
                raise SystemExit("meerkatd did not start")
            time.sleep(0.0005)
        # From fork to the file that it writes once it serves.
        self.start_seconds = time.monotonic() - started
        self.address = f"127.0.0.1:{json.loads(ready.read_text())['port']}"
        self.pid = self.process.pid

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


@contextlib.contextmanager
def service(folder, *flags):
    running = Service(folder, *flags)
    try:
        yield running
    finally:
        running.stop()


@contextlib.contextmanager
def running_service(folder):
    """(address, pid) of a meerkatd that ends with the block."""
    with service(folder) as running:
        yield running.address, running.pid


def tool(name, *arguments):
    """What one of the measuring programs prints, as JSON."""
    done = subprocess.run(
        [BENCH.with_name(name), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        timeout=500,
    )
    if not done.stdout:
        raise SystemExit(f"{name} {arguments} ended with {done.returncode} and said nothing")
    return json.loads(done.stdout)


def load(server, mode, **options):
    """A run of service_load; options are its flags. A run with a wrong answer ends the program."""
    flags = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    run = tool("service_load", "--server", server.address, "--server-pid", server.pid,
               "--mode", mode, *flags)  # fmt: skip
    if run["errors"] or not run["calls"]:
        raise SystemExit(f"service_load --mode {mode} {flags}: {run['errors'] or 'no call'}")
    return run
