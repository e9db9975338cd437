#!/usr/bin/env python3
"""How fast meerkat is, step by step and side by side with Ruff and Bandit. ./run bench runs it.

    measure.py [--check] [--rounds N] [--record NAME]

Three measurements on one corpus of real projects (MEERKAT_BENCH_CORPUS) in one run:

  steps   meerkat_bench (MEERKAT_BENCH): MB/s of each step of a scan in one thread, and its share;
  scans   whole scans, from the start of the process to its end: meerkat in one process, meerkat
          with a running service, Ruff, and Bandit on a sample, as it is more than an order of
          magnitude slower. The tools take turns, round by round, so that what else the machine
          does meets all of them; the median counts;
  archive the memory of a service while an archive of a GiB streams through it (archive.py).

Prints tables and writes build/bench/latest.json. MB are 10^6 bytes of Python source.

--record NAME writes tests/bench/results/NAME.json, to be committed. --check compares with the last
committed result and fails when a figure of BARS is worse than its bar allows, or one of LIMITS is
passed. They are memory, and ratios to Ruff in the same run: those hold on any machine.
"""

import argparse
import contextlib
import dataclasses
import datetime
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

from archive import measure_archive, print_archive
from service import BIN, peak_memory_mb, processor_seconds, running_service

ROOT = pathlib.Path(__file__).resolve().parents[2]
RESULTS = ROOT / "tests" / "bench" / "results"
LATEST = ROOT / "build" / "bench" / "latest.json"
PYTHON_SUFFIXES = (".py", ".pyi", ".pyw")
BANDIT_SAMPLE_BYTES = 3_000_000


@dataclasses.dataclass(frozen=True)
class Bar:
    """A figure may be at most `factor` times worse than in the last committed result."""

    name: str
    of: object  # result → number
    factor: float
    higher_is_better: bool


BARS = (
    Bar(
        "MB per processor second, Ruff = 1",
        lambda r: r["scans"]["meerkat"]["cpu_to_ruff"],
        1.3,
        True,
    ),
    Bar("… with a service", lambda r: r["scans"]["meerkat --server"]["cpu_to_ruff"], 1.3, True),
    Bar("meerkat's memory in MB", lambda r: r["scans"]["meerkat"]["memory_mb"], 1.3, False),
)


@dataclasses.dataclass(frozen=True)
class Limit:
    """A figure may never be more than this."""

    name: str
    of: object  # result → number
    most: float


def wall(scan):
    """Seconds of a whole scan, Ruff's in the same run = 1."""
    return lambda r: r["scans"][scan]["seconds"] / r["scans"]["ruff --select S"]["seconds"]


def processor_time(scan):
    return lambda r: r["scans"][scan]["cpu_seconds"] / r["scans"]["ruff --select S"]["cpu_seconds"]


LIMITS = (
    Limit("seconds, Ruff = 1", wall("meerkat"), 1.0),
    Limit("processor seconds, Ruff = 1", processor_time("meerkat"), 1.2),
    Limit("seconds with a service, Ruff = 1", wall("meerkat --server"), 1.0),
    Limit("MiB of a service, 1 GiB archive", lambda r: r["archive"]["memory_mib"], 200),
    Limit("ms until a scan can be stopped", lambda r: r["longest_gap_ms"], 50),
)


# ---- The corpus ----------------------------------------------------------------------------------


@dataclasses.dataclass
class Corpus:
    folder: pathlib.Path
    files: list
    bytes: int

    @staticmethod
    def read(folder):
        """Reads every file once, so that no tool is the one that waits for the disk."""
        files = sorted(
            path for path in folder.rglob("*") if path.suffix in PYTHON_SUFFIXES and path.is_file()
        )
        return Corpus(folder, files, sum(len(path.read_bytes()) for path in files))

    def sample(self, size):
        """Every n-th file, so that it is `size` bytes or a little more."""
        step = max(1, self.bytes // size)
        files = self.files[:: int(step)]
        return Corpus(self.folder, files, sum(path.stat().st_size for path in files))


# ---- Whole scans ---------------------------------------------------------------------------------


@dataclasses.dataclass
class Tool:
    name: str
    command: list
    bytes: int
    # What it exits with when all is well: with findings, or with files too large to be analysed.
    codes: tuple
    # The process that works for it meanwhile: its processor time and memory count as well.
    helper: int = None
    seconds: list = dataclasses.field(default_factory=list)
    cpu: list = dataclasses.field(default_factory=list)
    memory_mb: float = 0

    def run(self):
        started, helped = time.monotonic(), self.helper and processor_seconds(self.helper)
        process = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )  # fmt: skip
        complaint = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds.append(time.monotonic() - started)
        cpu, memory_mb = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6
        if self.helper:
            cpu += processor_seconds(self.helper) - helped
            memory_mb += peak_memory_mb(self.helper)
        self.cpu.append(cpu)
        self.memory_mb = max(self.memory_mb, memory_mb)
        if process.returncode not in self.codes:
            sys.stderr.write(complaint.decode(errors="replace"))
            raise SystemExit(f"{self.name} ended with {process.returncode}: {self.command[:6]} …")

    def result(self):
        seconds = statistics.median(self.seconds)
        return {
            "mb": self.bytes / 1e6,
            "seconds": seconds,
            "seconds_of_rounds": [round(s, 3) for s in self.seconds],
            "cpu_seconds": statistics.median(self.cpu),
            "mb_per_second": self.bytes / 1e6 / seconds,
            "mb_per_cpu_second": self.bytes / 1e6 / statistics.median(self.cpu),
            "memory_mb": self.memory_mb,
        }


def tools(corpus, sample, address, pid, folder):
    report = folder / "report.json"
    # Everything below the corpus is measured, whatever ignore files say.
    meerkat = [
        BIN / "meerkat",
        "scan",
        "--quiet",
        "--no-ignore",
        "--format=json",
        "--output",
        report,
    ]
    bandit = [sys.executable, "-m", "bandit", "--quiet", "--format=json", "--output", report]
    ruff = ["ruff", "check", "--select=S", "--no-cache", "--isolated", "--exit-zero", "--quiet",
            "--no-respect-gitignore", "--config=exclude=[]", "--output-format=json",
            "--output-file", report]  # fmt: skip
    whole, size = corpus.folder, corpus.bytes
    return [
        Tool("meerkat", [*meerkat, whole], size, (0, 1, 3)),
        Tool("meerkat, as bandit", [*meerkat, "--profile=bandit", whole], size, (0, 1, 3)),
        Tool("meerkat --server", [*meerkat, "--server", address, whole], size, (0, 1, 3), pid),
        Tool("ruff --select S", [*ruff, whole], size, (0,)),
        Tool("bandit (sample)", [*bandit, *sample.files], sample.bytes, (0, 1)),
    ]  # fmt: skip


def measure_scans(corpus, rounds):
    sample = corpus.sample(BANDIT_SAMPLE_BYTES)
    with tempfile.TemporaryDirectory(prefix="meerkat-bench-") as folder:
        folder = pathlib.Path(folder)
        with running_service(folder) as (address, pid):
            all_tools = tools(corpus, sample, address, pid, folder)
            for round_number in range(rounds):
                for tool in all_tools:
                    print(f"  round {round_number + 1} of {rounds}: {tool.name}", file=sys.stderr)
                    tool.run()
    results = {tool.name: tool.result() for tool in all_tools}
    ruff = results["ruff --select S"]
    for result in results.values():
        result["to_ruff"] = result["mb_per_second"] / ruff["mb_per_second"]
        result["cpu_to_ruff"] = result["mb_per_cpu_second"] / ruff["mb_per_cpu_second"]
    return results


# ---- Steps ---------------------------------------------------------------------------------------


def run_benchmarks():
    done = subprocess.run(
        [os.environ["MEERKAT_BENCH"], "--benchmark_format=json", "--benchmark_min_time=0.5"],
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)["benchmarks"]


def steps_of(benchmarks):
    """{step: {"mb_per_second": …, "of_corpus": …, "ms_per_mb": …}}, in the order of a scan."""
    steps = {}
    for run in benchmarks:
        if "bytes_per_second" not in run:
            continue
        speed = run["bytes_per_second"] / 1e6
        steps[run["name"].split("/")[0]] = {
            "mb_per_second": speed,
            "of_corpus": run["of_corpus"],
            # What the step adds to the scan of one MB of the corpus.
            "ms_per_mb": 1000 * run["of_corpus"] / speed,
        }
    return steps


def live_rules_of(benchmarks):
    """{rule: {"live": share of the corpus, "alone": share}}, those that cost most first."""
    (run,) = (run for run in benchmarks if run["name"].startswith("LiveByRule"))
    live = {name.removeprefix("live:"): share for name, share in run.items() if "live:" in name}
    by_share = sorted(live.items(), key=lambda item: -item[1])
    return {rule: {"live": share, "alone": run["alone:" + rule]} for rule, share in by_share}


# ---- Report --------------------------------------------------------------------------------------


def print_steps(steps):
    whole = steps["WholeScan"]["ms_per_mb"]
    print(f"\n{'step (one thread)':<24}{'MB/s':>10}{'of corpus':>11}{'ms per MB':>11}{'share':>8}")
    for name, step in steps.items():
        # The client hashes; a worker does the rest.
        share = "" if name in ("Sha256", "Grammar") else f"{step['ms_per_mb'] / whole:8.1%}"
        print(
            f"{name:<24}{step['mb_per_second']:>10.1f}{step['of_corpus']:>11.1%}"
            f"{step['ms_per_mb']:>11.2f}{share}"
        )


def print_live_rules(rules, count=10):
    print(f"\n{'rules that have most parsed':<40}{'of corpus':>11}{'alone':>9}")
    for name, shares in list(rules.items())[:count]:
        print(f"{name:<40}{shares['live']:>11.1%}{shares['alone']:>9.1%}")


def print_scans(scans):
    print(
        f"\n{'whole scan':<20}{'MB':>7}{'seconds':>9}{'CPU s':>8}{'MB/s':>8}{'ruff = 1':>10}"
        f"{'MB/CPU s':>10}{'ruff = 1':>10}{'memory MB':>11}"
    )
    for name, scan in scans.items():
        print(
            f"{name:<20}{scan['mb']:>7.1f}{scan['seconds']:>9.2f}{scan['cpu_seconds']:>8.2f}"
            f"{scan['mb_per_second']:>8.2f}{scan['to_ruff']:>10.2f}"
            f"{scan['mb_per_cpu_second']:>10.2f}{scan['cpu_to_ruff']:>10.2f}"
            f"{scan['memory_mb']:>11.0f}"
        )


def last_recorded():
    """The newest committed result, or None."""
    results = [json.loads(path.read_text()) for path in RESULTS.glob("*.json")]
    return max(results, key=lambda result: result["time"], default=None)


def check(result, reference):
    """Prints every bar and returns whether all are held."""
    if reference is None:
        print(f"\nno result in {RESULTS.relative_to(ROOT)} to compare with")
        return False
    held = True
    print(f"\n{'against ' + reference['time']:<34}{'then':>10}{'now':>10}{'bar':>10}")
    for bar in BARS:
        then, now = bar.of(reference), bar.of(result)
        limit = then / bar.factor if bar.higher_is_better else then * bar.factor
        missed = now < limit if bar.higher_is_better else now > limit
        held &= not missed
        note = "  worse than the bar" if missed else ""
        print(f"{bar.name:<34}{then:>10.2f}{now:>10.2f}{limit:>10.2f}{note}")
    for limit in LIMITS:
        now = limit.of(result)
        note = "  more than the limit" if now > limit.most else ""
        held &= not note
        print(f"{limit.name:<34}{'':>10}{now:>10.2f}{limit.most:>10.2f}{note}")
    return held


def longest_gap():
    """How long a scan of a file that is made to hurt may be deaf to a stop, in ms (gaps/)."""
    program = pathlib.Path(os.environ["MEERKAT_BENCH"]).with_name("budget_gaps")
    run = subprocess.run([program], stdout=subprocess.PIPE, text=True)
    return max(float(gap) for gap in re.findall(r"([\d.]+) ms +\d+ ms", run.stdout))


def processor():
    with contextlib.suppress(OSError):
        for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def write(path, result):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="fail below the bars")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--record", metavar="NAME", help="write tests/bench/results/NAME.json")
    arguments = parser.parse_args()

    corpus = Corpus.read(pathlib.Path(os.environ["MEERKAT_BENCH_CORPUS"]))
    load = os.getloadavg()[0]
    result = {
        "time": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "machine": {"processor": processor(), "cores": os.cpu_count(), "load_before": load},
        "corpus": {"files": len(corpus.files), "mb": corpus.bytes / 1e6},
    }
    print(
        f"{len(corpus.files)} files, {corpus.bytes / 1e6:.1f} MB; {processor()}, "
        f"{os.cpu_count()} cores, load {load:.1f}"
    )
    if load > 0.5:
        print("The machine has other work: expect these numbers to be worse than it can do.")
    benchmarks = run_benchmarks()
    result["steps"] = steps_of(benchmarks)
    result["live_rules"] = live_rules_of(benchmarks)
    result["scans"] = measure_scans(corpus, arguments.rounds)
    print_steps(result["steps"])
    print_live_rules(result["live_rules"])
    print_scans(result["scans"])
    result["archive"] = measure_archive(corpus)
    print_archive(result["archive"])
    result["longest_gap_ms"] = longest_gap()
    print(f"\nA scan can be stopped within {result['longest_gap_ms']:.0f} ms.")

    held = not arguments.check or check(result, last_recorded())
    write(LATEST, result)
    if arguments.record:
        write(RESULTS / f"{arguments.record}.json", result)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
