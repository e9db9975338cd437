"""What a service costs beyond its engine: calls a second, waiting times, memory, start.

Whatever is compared is measured in turns within one round; each figure is the median of the rounds.
Client and service share the machine, over TCP.
"""

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

from scans import Scans
from service import BIN, Service, load, service, tool
from steps import run_benchmarks

MANY = "--max-concurrent-scans=1000"
# A rate is the better of these two: few calls in flight leave gaps, many cost turns of the scheduler.
CLIENTS = (16, 64)
SWEEP = (1, 2, 4, 8, 16, 32, 64, 128, 256)
MODES = {
    "unary": ("unary", {}),
    "same": ("same", {}),
    "fresh": ("fresh", {}),
    "ten files": ("tree", {"files": 10, "changed": 10}),
}
TREE_FILES = 20_000
FINDINGS = (90, 1_000)  # files, findings in each


def middle(rounds, figure):
    return statistics.median(figure(entry) for entry in rounds)


# ---- One small file ------------------------------------------------------------------------------


def best_of(server, mode, seconds, call="plain"):
    # ScanEach has several scans under way in one call, as many as one message may have. A call is
    # scanned by one thread at a time.
    runs = [
        load(server, mode, call=call, clients=clients, seconds=seconds, warm_up=0.2,
             connections=max(2, clients // 16) if call == "each" else clients)
        for clients in CLIENTS
    ]  # fmt: skip
    return max(runs, key=lambda run: run["rate"])


def engine_alone():
    """The engine on the same file: on one thread, and on as many as a service has workers."""
    runs = run_benchmarks("^SmallScan/", seconds=0.7)
    one, all_ = runs[0], runs[-1]
    return {
        "threads": all_["threads"],
        "rate": all_["items_per_second"],
        "one_thread_rate": one["items_per_second"],
        "cpu_ms_per_scan": all_["cpu_time"] / 1e6,
    }


def cpu_ms_per_call(run):
    return 1e3 * run["server_cpu_seconds"] / run["calls"]


def one_round(server):
    unary = best_of(server, "unary", 1)
    same = best_of(server, "same", 1)
    fresh = best_of(server, "fresh", 1)
    engine = engine_alone()
    half = load(server, "fresh", clients=64, seconds=2, rate=fresh["rate"] / 2, warm_up=0.2)
    others = {
        f"{mode}_{call}": best_of(server, mode, 1, call)
        for mode in ("same", "fresh")
        for call in ("each", "stream")
    }
    return {
        "unary": unary, "same": same, "fresh": fresh, "engine": engine, "half": half, **others,
    }  # fmt: skip


def measure_small(rounds):
    with tempfile.TemporaryDirectory(prefix="meerkat-bench-") as folder:
        with service(pathlib.Path(folder), MANY) as server:
            runs = []
            for number in range(rounds):
                print(f"  small scans, round {number + 1} of {rounds}", file=sys.stderr)
                runs.append(one_round(server))
    kinds = [kind for kind in runs[0] if kind not in ("engine", "half")]
    return {
        **{f"{kind}_rate": middle(runs, lambda r, kind=kind: r[kind]["rate"]) for kind in kinds},
        **{
            f"{kind}_cpu_ms": middle(runs, lambda r, kind=kind: cpu_ms_per_call(r[kind]))
            for kind in kinds
        },
        "engine_rate": middle(runs, lambda r: r["engine"]["rate"]),
        "engine_cpu_ms": middle(runs, lambda r: r["engine"]["cpu_ms_per_scan"]),
        "same_to_unary": middle(runs, lambda r: r["same"]["rate"] / r["unary"]["rate"]),
        "fresh_to_engine": middle(runs, lambda r: r["fresh_each"]["rate"] / r["engine"]["rate"]),
        "fresh_to_engine_cpu": middle(
            runs, lambda r: r["engine"]["cpu_ms_per_scan"] / cpu_ms_per_call(r["fresh_each"])
        ),
        "engine_threads_gain": middle(
            runs, lambda r: r["engine"]["rate"] / r["engine"]["one_thread_rate"]
        ),
        "half_rate": middle(runs, lambda r: r["half"]["asked_rate"]),
        "half_ms": {
            part: middle(runs, lambda r, part=part: r["half"]["ms"][part])
            for part in ("p50", "p99", "p999")
        },
    }


def middle_run(runs):
    return {
        "clients": runs[0]["clients"],
        "rate": middle(runs, lambda r: r["rate"]),
        "ms": {part: middle(runs, lambda r, part=part: r["ms"][part]) for part in runs[0]["ms"]},
    }


def measure_sweep(passes=3):
    """{mode: [{"clients": …, "rate": …, "ms": {…}}]}: closed loop, by number of clients. Each is the
    median of several short runs that lie far apart, so that no point has all of a disturbance."""
    runs = {(mode, clients): [] for mode in MODES for clients in SWEEP}
    with tempfile.TemporaryDirectory(prefix="meerkat-bench-") as folder:
        with service(pathlib.Path(folder), MANY) as server:
            for number in range(passes):
                print(f"  by clients, pass {number + 1} of {passes}", file=sys.stderr)
                for (mode, clients), seen in runs.items():
                    name, options = MODES[mode]
                    seen.append(
                        load(server, name, clients=clients, seconds=0.7, warm_up=0.2, **options)
                    )
    return {mode: [middle_run(runs[mode, clients]) for clients in SWEEP] for mode in MODES}


# ---- A large tree --------------------------------------------------------------------------------


def measure_tree(corpus, rounds):
    """Ten new files in a tree of 20,000 that the service knows. `server_ms` is Verdict.elapsed: from
    the first message to the verdict, with all waiting for the client's manifest and contents, so it
    is more than what the service itself does."""
    with tempfile.TemporaryDirectory(prefix="meerkat-bench-") as folder:
        with service(pathlib.Path(folder)) as server:
            print("  a tree of 20,000 files", file=sys.stderr)
            result = {"files": TREE_FILES}
            for changed in (0, 10):
                run = load(server, "tree", files=TREE_FILES, changed=changed, corpus=corpus.folder,
                           count=rounds, seconds=120, warm_up=0)  # fmt: skip
                result[f"changed_{changed}"] = {
                    "server_ms": run["server_ms"]["p50"],
                    "client_ms": run["ms"]["p50"],
                    "sent_bytes": run["content_bytes"] / run["calls"],
                    "server_cpu_ms": cpu_ms_per_call(run),
                }
    return result


# ---- Many findings -------------------------------------------------------------------------------


def write_findings(folder):
    files, lines = FINDINGS
    folder.mkdir()
    for number in range(files):
        code = "".join(
            f"assert shop_{line}.orders > limit_{number}, 'too few'\n" for line in range(lines)
        )
        (folder / f"orders_{number}.py").write_text(code)


def measure_findings(rounds):
    """What it takes to deliver 90,000 findings: a scan of new files over gRPC, everything received
    and read, less what the pool alone takes for the same files."""
    files, each = FINDINGS
    with tempfile.TemporaryDirectory(prefix="meerkat-bench-") as folder:
        folder = pathlib.Path(folder)
        write_findings(folder / "findings")
        beyond, scans = [], []
        with service(folder) as server:
            print("  90,000 findings", file=sys.stderr)
            for _ in range(rounds):
                run = load(server, "tree", files=files, changed=files, corpus=folder / "findings",
                           profile="bandit", count=1, warm_up=0, seconds=60)  # fmt: skip
                pool = tool("pool_scan", "--profile=bandit", f"--workers={os.cpu_count()}",
                            "--rounds=1", folder / "findings")["series"][0]  # fmt: skip
                if run["findings"] != files * each or pool["findings"] != files * each:
                    raise SystemExit(f"{run['findings']} and {pool['findings']} findings?")
                scans.append(pool["seconds"][0])
                beyond.append(run["ms"]["p50"] / 1e3 - pool["seconds"][0])
    return {
        "findings": files * each,
        "scan_seconds": statistics.median(scans),
        "beyond_seconds": statistics.median(beyond),
    }


# ---- The pool alone, the start -------------------------------------------------------------------


def measure_pool(corpus, rounds):
    print("  the pool alone", file=sys.stderr)
    run = tool(
        "pool_scan", "--profile=bandit", "--workers=1,2", f"--rounds={rounds}", corpus.folder
    )
    one, two = run["series"]
    pairs = list(zip(one["seconds"], two["seconds"]))
    cpu = list(zip(one["cpu_seconds"], two["cpu_seconds"]))
    return {
        "one_seconds": statistics.median(one["seconds"]),
        "two_seconds": statistics.median(two["seconds"]),
        "gain": statistics.median(a / b for a, b in pairs),
        # What two workers would gain on two cores that nobody else uses.
        "gain_by_cpu": statistics.median(2 * a / b for a, b in cpu),
    }


def measure_start(corpus, rounds):
    """From fork to serving, with the data folder that a scan of the corpus has left."""
    with tempfile.TemporaryDirectory(prefix="meerkat-bench-") as folder:
        folder = pathlib.Path(folder)
        with service(folder) as server:
            Scans(corpus, folder).meerkat("to fill the folder", "--profile=bandit", server=server)
        seconds = []
        for _ in range(2 * rounds):
            server = Service(folder)
            seconds.append(server.start_seconds)
            server.stop()
    return {"ms": 1e3 * statistics.median(seconds), "ms_worst": 1e3 * max(seconds)}


def version():
    return subprocess.run(
        [BIN / "meerkatd", "--version"], stdout=subprocess.PIPE, text=True
    ).stdout.strip()
