"""Whole scans, from the start of the process to its end, report written to a file as JSON.

The tools take turns, round by round, so that what else the machine does meets all of them. A cold scan
over gRPC has a service that was just started, with an empty data folder, and a client without caches;
the warm one repeats it at once. Ruff's warm scan has the cache of an earlier one.
"""

import dataclasses
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from service import BIN, Service, peak_memory_mb, processor_seconds

BANDIT_SAMPLE_BYTES = 3_000_000

RUFF = "ruff --select S"
RUFF_WARM = "ruff, warm"
COLD = "meerkat --server, as bandit"
WARM = "… again, nothing changed"


@dataclasses.dataclass
class Tool:
    """Its figures by round; `names` says which scans one run of it comes to."""

    name: str
    bytes: int
    seconds: list = dataclasses.field(default_factory=list)
    cpu: list = dataclasses.field(default_factory=list)
    memory_mb: float = 0
    server_memory_mb: float = 0

    def result(self):
        seconds, cpu = statistics.median(self.seconds), statistics.median(self.cpu)
        result = {
            "mb": self.bytes / 1e6,
            "seconds": seconds,
            "seconds_of_rounds": [round(s, 3) for s in self.seconds],
            "cpu_seconds": cpu,
            "cpu_seconds_of_rounds": [round(s, 3) for s in self.cpu],
            "mb_per_second": self.bytes / 1e6 / seconds,
            "mb_per_cpu_second": self.bytes / 1e6 / cpu,
            "memory_mb": self.memory_mb,
        }
        if self.server_memory_mb:
            result["server_memory_mb"] = self.server_memory_mb
        return result


class Scans:
    def __init__(self, corpus, folder):
        self.corpus = corpus
        self.folder = folder
        self.report = folder / "report.json"
        self.sample = corpus.sample(BANDIT_SAMPLE_BYTES)
        self.tools = {}
        self.services = 0

    def run(self, name, command, codes, server=None, size=None, cache=None):
        """One process; `codes` are what it exits with when all is well. What `server` uses counts."""
        tool = self.tools.setdefault(name, Tool(name, size or self.corpus.bytes))
        environment = dict(os.environ)
        if cache:
            environment["XDG_CACHE_HOME"] = str(cache)
        self.report.unlink(missing_ok=True)
        helped = processor_seconds(server.pid) if server else 0
        started = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env=environment,
        )  # fmt: skip
        complaint = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        tool.seconds.append(time.monotonic() - started)
        cpu, memory_mb = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6
        if server:
            cpu += processor_seconds(server.pid) - helped
            tool.server_memory_mb = max(tool.server_memory_mb, peak_memory_mb(server.pid))
            memory_mb += peak_memory_mb(server.pid)
        tool.cpu.append(cpu)
        tool.memory_mb = max(tool.memory_mb, memory_mb)
        if process.returncode not in codes or not self.report.exists():
            sys.stderr.write(complaint.decode(errors="replace"))
            raise SystemExit(f"{name} ended with {process.returncode}: {command[:6]} …")

    def meerkat(self, name, *flags, server=None, cache=None):
        # Everything below the corpus is measured, whatever ignore files say.
        command = [BIN / "meerkat", "scan", "--quiet", "--no-ignore", "--format=json", "--output",
                   self.report, *flags]  # fmt: skip
        if server:
            command += ["--server", server.address]
        # 3: files that are too large to be analysed.
        self.run(name, [*command, self.corpus.folder], (0, 1, 3), server, cache=cache)

    def ruff(self, name, cache_flag):
        command = ["ruff", "check", "--select=S", cache_flag, "--isolated", "--exit-zero", "--quiet",
                   "--no-respect-gitignore", "--config=exclude=[]", "--output-format=json",
                   "--output-file", self.report]  # fmt: skip
        self.run(name, [*command, self.corpus.folder], (0,))

    def bandit(self):
        command = [sys.executable, "-m", "bandit", "--quiet", "--format=json", "--output",
                   self.report, *self.sample.files]  # fmt: skip
        self.run("bandit (sample)", command, (0, 1), size=self.sample.bytes)

    def with_service(self, name, flags, again=None):
        """A cold scan, and once more if `again` names it, with a service and a client's cache of its
        own."""
        self.services += 1
        place = self.folder / f"service{self.services}"
        place.mkdir()
        server = Service(place)
        try:
            self.meerkat(name, *flags, server=server, cache=place / "client")
            if again:
                self.meerkat(again, *flags, server=server, cache=place / "client")
        finally:
            server.stop()


def measure_scans(corpus, rounds):
    with tempfile.TemporaryDirectory(prefix="meerkat-bench-") as folder:
        scans = Scans(corpus, pathlib.Path(folder))
        cache_flag = f"--cache-dir={folder}/ruff"
        scans.ruff("to fill Ruff's cache", cache_flag)
        del scans.tools["to fill Ruff's cache"]
        for number in range(rounds):
            print(f"  whole scans, round {number + 1} of {rounds}", file=sys.stderr)
            scans.ruff(RUFF, "--no-cache")
            scans.with_service(COLD, ["--profile=bandit"], again=WARM)
            scans.ruff(RUFF_WARM, cache_flag)
            scans.meerkat("meerkat", "--no-cache")
            scans.meerkat("meerkat, as bandit", "--no-cache", "--profile=bandit")
            scans.with_service("meerkat --server", [])
            if number < 3:  # it takes as long as all the others together
                scans.bandit()
    results = {name: tool.result() for name, tool in scans.tools.items()}
    ruff = results[RUFF]
    for result in results.values():
        result["to_ruff"] = result["mb_per_second"] / ruff["mb_per_second"]
        result["cpu_to_ruff"] = result["mb_per_cpu_second"] / ruff["mb_per_cpu_second"]
    return results


def print_scans(scans):
    print(
        f"\n{'whole scan':<28}{'MB':>7}{'seconds':>9}{'CPU s':>8}{'MB/s':>8}{'ruff = 1':>10}"
        f"{'MB/CPU s':>10}{'ruff = 1':>10}{'memory MB':>11}"
    )
    for name, scan in scans.items():
        print(
            f"{name:<28}{scan['mb']:>7.1f}{scan['seconds']:>9.2f}{scan['cpu_seconds']:>8.2f}"
            f"{scan['mb_per_second']:>8.1f}{scan['to_ruff']:>10.2f}"
            f"{scan['mb_per_cpu_second']:>10.1f}{scan['cpu_to_ruff']:>10.2f}"
            f"{scan['memory_mb']:>11.0f}"
        )
