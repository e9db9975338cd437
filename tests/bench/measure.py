#!/usr/bin/env python3
"""How fast meerkat is, from single steps to a service under load. ./run bench runs it.

    measure.py [--check] [--rounds N] [--record NAME] [--parts PART,…]

On one corpus of real projects (MEERKAT_BENCH_CORPUS) and in one run:

  steps    MB/s of each step of a scan in one thread, and its share;
  rules    what each rule costs when it is the only one;
  scans    whole scans, cold and warm, beside Ruff and Bandit (scans.py);
  service  what a service costs beyond its engine (rows.py);
  sweep    calls a second and waiting times by number of clients;
  archive  the memory of a service while an archive of a GiB streams through it (archive.py);
  gaps     how soon a scan can be stopped.

Prints tables and writes build/bench/latest.json. MB are 10^6 bytes of Python source.

--check measures what has a bar (scans, service, archive, gaps), prints every bar (bars.py) and fails
when one is missed, or is a third worse than in the last committed result. --record NAME writes
tests/bench/results/NAME.json, to be committed.
"""

import argparse
import contextlib
import datetime
import json
import os
import pathlib
import platform
import sys
import time

from archive import measure_archive, print_archive
from bars import check, print_rest, print_small
from corpus import Corpus
from rows import (
    measure_findings,
    measure_pool,
    measure_small,
    measure_start,
    measure_sweep,
    measure_tree,
    version,
)
from scans import measure_scans, print_scans
from service import ROOT
from steps import (
    longest_gap,
    measure_rules,
    measure_steps,
    print_live_rules,
    print_rules,
    print_steps,
)

RESULTS = ROOT / "tests" / "bench" / "results"
LATEST = ROOT / "build" / "bench" / "latest.json"


def steps_part(result, corpus, rounds):
    result["steps"], result["live_rules"] = measure_steps()
    print_steps(result["steps"])
    print_live_rules(result["live_rules"])


def rules_part(result, corpus, rounds):
    result["rules"] = measure_rules()
    print_rules(result["rules"])


def scans_part(result, corpus, rounds):
    result["scans"] = measure_scans(corpus, rounds)
    print_scans(result["scans"])


def service_part(result, corpus, rounds):
    result["small"] = measure_small(rounds)
    result["tree"] = measure_tree(corpus, rounds)
    result["findings"] = measure_findings(rounds)
    result["pool"] = measure_pool(corpus, rounds)
    result["start"] = measure_start(corpus, rounds)
    print_small(result["small"])
    print_rest(result)


def sweep_part(result, corpus, rounds):
    result["sweep"] = measure_sweep()
    for mode, runs in result["sweep"].items():
        print(f"{mode:>12}: " + ", ".join(f"{r['clients']}: {r['rate']:.0f}/s" for r in runs))


def archive_part(result, corpus, rounds):
    result["archive"] = measure_archive(corpus)
    print_archive(result["archive"])


def gaps_part(result, corpus, rounds):
    result["longest_gap_ms"] = longest_gap()
    print(f"\nA scan can be stopped within {result['longest_gap_ms']:.0f} ms.")


PARTS = {
    "steps": steps_part,
    "rules": rules_part,
    "scans": scans_part,
    "service": service_part,
    "sweep": sweep_part,
    "archive": archive_part,
    "gaps": gaps_part,
}
CHECKED = ("scans", "service", "archive", "gaps")


def last_recorded():
    """The newest committed result, or None."""
    results = [json.loads(path.read_text()) for path in RESULTS.glob("*.json")]
    return max(results, key=lambda result: result["time"], default=None)


def processor():
    with contextlib.suppress(OSError):
        for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def write(path, result):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=1) + "\n")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="fail below the bars")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--record", metavar="NAME", help="write tests/bench/results/NAME.json")
    parser.add_argument("--parts", help=f"some of {','.join(PARTS)}")
    arguments = parser.parse_args()
    parts = CHECKED if arguments.check and not arguments.record else tuple(PARTS)
    if arguments.parts:
        parts = tuple(arguments.parts.split(","))
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no part {', '.join(unknown)}: there are {', '.join(PARTS)}")
    return arguments, parts


def main():
    arguments, parts = parse_arguments()
    started = time.monotonic()
    corpus = Corpus.read(pathlib.Path(os.environ["MEERKAT_BENCH_CORPUS"]))
    load = os.getloadavg()[0]
    result = {
        "time": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "version": version(),
        "machine": {"processor": processor(), "cores": os.cpu_count(), "load_before": load},
        "corpus": {"files": len(corpus.files), "mb": corpus.bytes / 1e6},
    }
    print(
        f"{len(corpus.files)} files, {corpus.bytes / 1e6:.1f} MB; {processor()}, "
        f"{os.cpu_count()} cores, load {load:.1f}"
    )
    if load > 0.5:
        print("The machine has other work: expect these numbers to be worse than it can do.")
    for name in parts:
        PARTS[name](result, corpus, arguments.rounds)
        sys.stdout.flush()
    result["machine"]["load_after"] = os.getloadavg()[0]
    result["seconds"] = round(time.monotonic() - started)
    print(f"\n{result['seconds']} seconds.")
    held = not arguments.check or check(result, last_recorded())
    write(LATEST, result)
    if arguments.record:
        write(RESULTS / f"{arguments.record}.json", result)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
