"""The engine's steps and rules, by meerkat_bench."""

import json
import re
import subprocess

from service import BENCH


def run_benchmarks(name_filter, seconds=0.5):
    done = subprocess.run(
        [BENCH, "--benchmark_format=json", f"--benchmark_min_time={seconds}",
         f"--benchmark_filter={name_filter}"],
        stdout=subprocess.PIPE,
        check=True,
    )  # fmt: skip
    return json.loads(done.stdout)["benchmarks"]


def measure_steps():
    """{step: {"mb_per_second": …, "of_corpus": …, "ms_per_mb": …}}, in the order of a scan, and
    {rule: {"live": share of the corpus, "alone": share}}, those that have most parsed first."""
    benchmarks = run_benchmarks("-^(Rule|SmallScan)/")
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
    (run,) = (run for run in benchmarks if run["name"].startswith("LiveByRule"))
    live = {name.removeprefix("live:"): share for name, share in run.items() if "live:" in name}
    by_share = sorted(live.items(), key=lambda item: -item[1])
    return steps, {rule: {"live": share, "alone": run["alone:" + rule]} for rule, share in by_share}


def measure_rules():
    """{rule: …} what each rule costs when it is the only one, the dearest first."""
    rules = {}
    for run in run_benchmarks("^Rule/"):
        rules[run["name"].split("/")[1]] = {
            key: run[key] for key in ("of_corpus", "parse_ms_per_mb", "walk_ms_per_mb")
        }
    return dict(sorted(rules.items(), key=lambda item: -item[1]["walk_ms_per_mb"]))


def longest_gap():
    """How long a scan of a file that is made to hurt may be deaf to a stop, in ms (gaps/)."""
    run = subprocess.run([BENCH.with_name("budget_gaps")], stdout=subprocess.PIPE, text=True)
    return max(float(gap) for gap in re.findall(r"([\d.]+) ms +\d+ ms", run.stdout))


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


def print_rules(rules, count=10):
    print(
        f"\n{'rules, each as the only one':<40}{'of corpus':>11}{'parse':>9}{'walk':>9}  ms per MB"
    )
    for name, rule in list(rules.items())[:count]:
        print(
            f"{name:<40}{rule['of_corpus']:>11.1%}{rule['parse_ms_per_mb']:>9.2f}"
            f"{rule['walk_ms_per_mb']:>9.2f}"
        )
