"""The bars that meerkat has to hold, row by row.

Most are ratios within one run, so they hold on any machine; times of the service are those of two cores.
`then` is the last committed result: a ratio or a memory that is a third worse than then fails too.
"""

import dataclasses
import statistics

from scans import COLD, RUFF, RUFF_WARM, WARM

SLACK = 1.3


@dataclasses.dataclass(frozen=True)
class Row:
    name: str
    figure: object  # result → number
    bar: float
    aim: float = None
    at_least: bool = False
    unit: str = ""
    # Whether another machine gives the same figure, so that it can be compared with the last one.
    portable: bool = True

    def held(self, value):
        return value >= self.bar if self.at_least else value <= self.bar

    def reached(self, value):
        return value >= self.aim if self.at_least else value <= self.aim

    def worse(self, value, then):
        return value < then / SLACK if self.at_least else value > then * SLACK

    def of(self, result):
        """None where the result does not have it: an older one, or only some parts were measured."""
        try:
            return self.figure(result)
        except (KeyError, TypeError):
            return None


def against(scan, tool, key):
    """The median of the rounds' ratios: a round's two scans met the same machine, more or less."""

    def figure(result):
        a, b = result["scans"][scan], result["scans"][tool]
        if f"{key}_of_rounds" not in a or f"{key}_of_rounds" not in b:
            return a[key] / b[key]
        pairs = zip(a[f"{key}_of_rounds"], b[f"{key}_of_rounds"], strict=True)
        return statistics.median(ours / theirs for ours, theirs in pairs)

    return figure


MIB = 2**20 / 1e6

ROWS = (
    Row("cold, wall, Ruff = 1", against(COLD, RUFF, "seconds"), 1.0, 0.6),
    Row("cold, CPU, Ruff = 1", against(COLD, RUFF, "cpu_seconds"), 1.2, 0.7),
    Row("warm, wall, Ruff with its cache = 1", against(WARM, RUFF_WARM, "seconds"), 0.33, 0.15),
    Row("10 new files of 20,000, server", lambda r: r["tree"]["changed_10"]["server_ms"], 50,
        unit="ms", portable=False),
    Row("200 lines, p99 at half the rate", lambda r: r["small"]["half_ms"]["p99"], 5,
        unit="ms", portable=False),
    Row("cached small scans, empty RPC = 1", lambda r: r["small"]["same_to_unary"], 0.3, 0.5,
        at_least=True),
    Row("new small scans, engine = 1, by CPU", lambda r: r["small"]["fresh_to_engine_cpu"], 0.8,
        at_least=True),
    Row("90,000 findings, beyond the scan", lambda r: r["findings"]["beyond_seconds"], 0.15,
        unit="s", portable=False),
    Row("2 workers against 1, pool alone", lambda r: r["pool"]["gain"], 1.85, at_least=True),
    Row("server's memory, cold scan", lambda r: r["scans"][COLD]["server_memory_mb"] / MIB, 250,
        unit="MiB"),
    Row("server's start", lambda r: r["start"]["ms"], 150, unit="ms", portable=False),
    # The default profile, which follows data as well.
    Row("default profile, wall, Ruff = 1", against("meerkat", RUFF, "seconds"), 1.3, 1.0),
    Row("default profile, CPU, Ruff = 1", against("meerkat", RUFF, "cpu_seconds"), 1.2, 0.7),
    Row("… with a service, wall", against("meerkat --server", RUFF, "seconds"), 1.3, 1.0),
    Row("… in one process, memory", lambda r: r["scans"]["meerkat"]["memory_mb"] / MIB, 250,
        unit="MiB"),
    Row("server's memory, 1 GiB archive", lambda r: r["archive"]["memory_mib"], 200, unit="MiB"),
    Row("until a scan can be stopped", lambda r: r["longest_gap_ms"], 50, unit="ms",
        portable=False),
)  # fmt: skip


def written(value, unit=""):
    if value is None:
        return "–"
    return f"{value:.3g} {unit}".strip() if value < 100 else f"{value:.0f} {unit}".strip()


def check(result, reference, rows=ROWS):
    """Prints every bar and returns whether all are held. `reference` is an older result or None."""
    print(
        f"\n{'bar':<38}{'figure':>10}{'bar':>11}{'aim':>7}{'then':>10}"
        + (f"   then: {reference['time'][:10]}" if reference else "")
    )
    all_held = True
    for row in rows:
        value, then = row.of(result), reference and row.of(reference)
        if value is None:
            verdict, held = "not measured", False
        elif not row.held(value):
            verdict, held = "MISSED", False
        elif row.portable and then is not None and row.worse(value, then):
            verdict, held = "WORSE than then", False
        else:
            verdict = "aim reached" if row.aim and row.reached(value) else "held"
            held = True
        all_held &= held
        sign = "≥" if row.at_least else "≤"
        print(
            f"{row.name:<38}{written(value, row.unit):>10}{sign + ' ' + written(row.bar):>11}"
            f"{written(row.aim):>7}{written(then, row.unit):>10}   {verdict}"
        )
    return all_held


SMALL = (
    ("empty RPC", "unary"),
    ("the same file, a call each", "same"),
    ("… over one long call", "same_each"),
    ("… a stream each", "same_stream"),
    ("new each time, a call each", "fresh"),
    ("… over one long call", "fresh_each"),
    ("… a stream each", "fresh_stream"),
    ("the engine alone", "engine"),
)


def print_small(small):
    print(f"\n{'one small file':<28}{'calls/s':>9}{'server CPU ms':>15}")
    for text, kind in SMALL:
        print(f"{text:<28}{small[f'{kind}_rate']:>9.0f}{small[f'{kind}_cpu_ms']:>15.3f}")
    print(
        f"new files at {small['half_rate']:.0f} a second: p50 {small['half_ms']['p50']:.2f} ms, "
        f"p99 {small['half_ms']['p99']:.2f} ms, p999 {small['half_ms']['p999']:.2f} ms\n"
        f"rate of new files over one long call, engine = 1: {small['fresh_to_engine']:.2f} (client "
        f"and server share the cores that the engine has alone), by the server's CPU: "
        f"{small['fresh_to_engine_cpu']:.2f}"
    )


def print_rest(result):
    tree, findings, pool = result["tree"], result["findings"], result["pool"]
    for changed in (0, 10):
        run = tree[f"changed_{changed}"]
        print(
            f"{changed} of {tree['files']} files new: {run['server_ms']:.1f} ms server, "
            f"{run['client_ms']:.1f} ms client, {run['sent_bytes'] / 1e6:.1f} MB sent"
        )
    print(
        f"{findings['findings']} findings: scan {findings['scan_seconds']:.3f} s, "
        f"{findings['beyond_seconds']:.3f} s beyond it\n"
        f"the pool alone: {pool['one_seconds']:.2f} s with one worker, {pool['two_seconds']:.2f} s "
        f"with two; by processor time the gain would be {pool['gain_by_cpu']:.2f}, the engine "
        f"alone gains {result['small']['engine_threads_gain']:.2f}\n"
        f"start: {result['start']['ms']:.0f} ms, at worst {result['start']['ms_worst']:.0f} ms"
    )
