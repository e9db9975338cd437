#!/usr/bin/env python3
"""Draws the figures of docs/performance.md. ./run bench --plot runs it.

    plots.py [--result FILE] [--into FOLDER] [--png FOLDER]

From the newest result in tests/bench/results (or FILE) to docs/figures (or FOLDER), as SVG that follows
the reader's light or dark theme. --png writes pictures of both themes as well, to be looked at.
"""

import argparse
import io
import json
import pathlib
import re

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (after the choice of what draws)

ROOT = pathlib.Path(__file__).resolve().parents[2]
THEMES = {
    "light": {"ink": "#1f2328", "dim": "#636c76", "grid": "#dde3e9", "paper": "#ffffff"},
    "dark": {"ink": "#e6edf3", "dim": "#9198a1", "grid": "#2f3742", "paper": "#0d1117"},
}
# Readable on both papers.
OURS, OURS_SOFT, OTHERS, OTHERS_SOFT = "#d9772b", "#e8a86f", "#3f8fd2", "#8dbbe3"
GREEN, PURPLE = "#2fa36b", "#a371d6"
MODES = {
    "unary": ("empty RPC", OTHERS),
    "same": ("the same file", GREEN),
    "fresh": ("a new file", OURS),
    "ten files": ("ten new files", PURPLE),
}
STEPS = {
    "CountLines": "count lines",
    "Trigger": "trigger",
    "Lex": "lexer",
    "Parse": "descent",
    "Arrange": "arrange",
    "Walk": "names and rules",
    "Report": "report",
}


def use_theme(colours):
    plt.rcParams.update({
        "figure.facecolor": colours["paper"],
        "savefig.facecolor": colours["paper"],
        "axes.facecolor": colours["paper"],
        "axes.edgecolor": colours["dim"],
        "axes.labelcolor": colours["dim"],
        "axes.titlecolor": colours["ink"],
        "axes.titlelocation": "left",
        "axes.titlesize": 11,
        "axes.titleweight": "bold",
        "axes.titlepad": 10,
        "axes.labelsize": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.color": colours["grid"],
        "text.color": colours["ink"],
        "xtick.color": colours["dim"],
        "ytick.color": colours["dim"],
        "xtick.labelcolor": colours["ink"],
        "ytick.labelcolor": colours["ink"],
        "font.size": 9,
        "font.family": "DejaVu Sans",
        "legend.frameon": False,
        "lines.linewidth": 2,
        "lines.markersize": 4.5,
        "svg.fonttype": "path",  # the same letters everywhere
        "svg.hashsalt": "meerkat",
    })  # fmt: skip


def thousands(value, _=None):
    return f"{value / 1000:g}k" if value >= 1000 else f"{value:g}"


# ---- Figures -------------------------------------------------------------------------------------


def name_line(axes, run, label, colour, value, nudge=0):
    axes.annotate(label, (run["clients"], value), xytext=(7, nudge), textcoords="offset points",
                  color=colour, va="center", fontweight="bold", fontsize=8.5)  # fmt: skip


def spread(values, least):
    """Moves points of the y axis (in points of the page) apart, keeping their order."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    moved = list(values)
    for before, after in zip(order, order[1:]):
        moved[after] = max(moved[after], moved[before] + least)
    return [moved[i] - values[i] for i in range(len(values))]


def label_ends(figure, axes, ends):
    """ends: (run, label, colour, value); labels of lines that end close together do not overlap."""
    figure.canvas.draw()
    pixels = [axes.transData.transform((run["clients"], value))[1] for run, _, _, value in ends]
    points = [pixel * 72 / figure.dpi for pixel in pixels]
    for (run, label, colour, value), nudge in zip(ends, spread(points, 11)):
        name_line(axes, run, label, colour, value, nudge)


def by_clients(axes, title, unit, clients):
    axes.set_xscale("log", base=2)
    axes.set_xticks(clients, [str(count) for count in clients])
    axes.set_xlim(clients[0] * 0.87, clients[-1] * 4.2)
    axes.spines["bottom"].set_bounds(clients[0], clients[-1])
    axes.set_title(title)
    axes.set_xlabel("clients, each with one call in flight")
    axes.set_ylabel(unit)


def draw_load(result):
    sweep = result["sweep"]
    clients = [run["clients"] for run in sweep["unary"]]
    figure, (rates, times) = plt.subplots(1, 2, figsize=(10.5, 4.3), layout="constrained")
    by_clients(rates, "Calls a second", "calls/s", clients)
    by_clients(times, "What a call takes: median, and p99 (dashed)", "ms", clients)
    rates.set_ylim(0, 1.08 * max(run["rate"] for runs in sweep.values() for run in runs))
    rates.yaxis.set_major_formatter(thousands)
    times.set_yscale("log")
    times.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    rate_ends, time_ends = [], []
    for mode, (label, colour) in MODES.items():
        runs = sweep[mode]
        rates.plot(clients, [run["rate"] for run in runs], "o-", color=colour)
        times.plot(clients, [run["ms"]["p50"] for run in runs], "o-", color=colour)
        times.plot(clients, [run["ms"]["p99"] for run in runs], "--", color=colour, linewidth=1.2)
        rate_ends.append((runs[-1], label, colour, runs[-1]["rate"]))
        time_ends.append((runs[-1], label, colour, runs[-1]["ms"]["p50"]))
    label_ends(figure, rates, rate_ends)
    label_ends(figure, times, time_ends)
    return figure


SCANS = (
    ("meerkat --server, as bandit", "over gRPC, Bandit's rules", OURS),
    ("… again, nothing changed", "… again, nothing changed", OURS_SOFT),
    ("meerkat, as bandit", "in one process, Bandit's rules", OURS),
    ("meerkat --server", "over gRPC, default rules", OURS),
    ("meerkat", "in one process, default rules", OURS),
    ("ruff --select S", "Ruff, no cache", OTHERS),
    ("ruff, warm", "Ruff with its cache", OTHERS_SOFT),
    ("bandit (sample)", "Bandit", OTHERS),
)


def draw_scans(result):
    scans, megabytes = result["scans"], result["corpus"]["mb"]
    figure, both = plt.subplots(1, 2, figsize=(10.5, 3.9), sharey=True, layout="constrained")
    for axes, key, title in zip(both, ("seconds", "cpu_seconds"), ("Seconds", "Processor seconds")):
        values = [scans[name][key] * megabytes / scans[name]["mb"] for name, _, _ in SCANS]
        longest = max(values[:-1])
        for place, (value, (_, _, colour)) in enumerate(zip(values, SCANS)):
            shown = min(value, 1.12 * longest)
            axes.barh(place, shown, color=colour, height=0.66)
            text = f"{value:.2f}" if value == shown else f"{value:.0f}  (from a sample) »"
            inside = value != shown
            axes.annotate(text, (shown, place), xytext=(-6 if inside else 5, 0),
                          textcoords="offset points", va="center", fontsize=8.5,
                          ha="right" if inside else "left",
                          color="#ffffff" if inside else plt.rcParams["text.color"])  # fmt: skip
        axes.set_xlim(0, 1.18 * longest)
        axes.set_title(f"{title} for {megabytes:.0f} MB")
        axes.grid(axis="y", visible=False)
        axes.tick_params(axis="y", length=0)
    both[0].set_yticks(range(len(SCANS)), [label for _, label, _ in SCANS])
    both[0].invert_yaxis()
    return figure


def cost_alone(rule):
    return rule["parse_ms_per_mb"] + rule["walk_ms_per_mb"]


def draw_steps(result):
    figure, (steps, rules) = plt.subplots(1, 2, figsize=(10.5, 3.9), layout="constrained")
    whole = result["steps"]["WholeScan"]["ms_per_mb"]
    for place, name in enumerate(STEPS):
        value = result["steps"][name]["ms_per_mb"]
        steps.barh(place, value, color=OURS, height=0.66)
        steps.annotate(f"{value:.1f}  ·  {value / whole:.0%}", (value, place), xytext=(5, 0),
                       textcoords="offset points", va="center", fontsize=8.5)  # fmt: skip
    steps.set_yticks(range(len(STEPS)), STEPS.values())
    steps.set_xlim(0, 1.35 * max(result["steps"][name]["ms_per_mb"] for name in STEPS))
    steps.set_title(f"Steps: ms per MB, {whole:.1f} in all")
    dearest = sorted(result["rules"].items(), key=lambda item: -cost_alone(item[1]))[:9]
    for place, (_, rule) in enumerate(dearest):
        rules.barh(place, rule["parse_ms_per_mb"], color=OTHERS_SOFT, height=0.66,
                   label="parse" if place == 0 else None)  # fmt: skip
        rules.barh(place, rule["walk_ms_per_mb"], left=rule["parse_ms_per_mb"], color=OURS,
                   height=0.66, label="walk" if place == 0 else None)  # fmt: skip
    rules.set_yticks(range(len(dearest)), [name for name, _ in dearest])
    rules.set_title("Rules, each as the only one: ms per MB")
    rules.set_xlim(0, 1.3 * max(cost_alone(rule) for _, rule in dearest))
    rules.legend(loc="lower right")
    for axes in (steps, rules):
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.tick_params(axis="y", length=0)
    return figure


FIGURES = {"load": draw_load, "scans": draw_scans, "steps": draw_steps}


# ---- Files ---------------------------------------------------------------------------------------


def dark_rules():
    """CSS that gives each light colour of a figure its dark one, for readers with a dark theme."""
    light, dark = THEMES["light"], THEMES["dark"]
    return "".join(
        f'[style*="{what}: {light[name]}"]{{{what}:{dark[name]}!important}}'
        for name in light
        for what in ("fill", "stroke")
    )


def as_svg(figure):
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", buffer.getvalue(), flags=re.S)
    style = f"<style>@media (prefers-color-scheme: dark){{{dark_rules()}}}</style>"
    return re.sub(r"(<svg [^>]*>)", lambda match: match[1] + "\n " + style, svg, count=1)


def newest():
    paths = (ROOT / "tests" / "bench" / "results").glob("*.json")
    return max(paths, key=lambda path: json.loads(path.read_text())["time"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--result", type=pathlib.Path)
    parser.add_argument("--into", type=pathlib.Path, default=ROOT / "docs" / "figures")
    parser.add_argument("--png", type=pathlib.Path)
    arguments = parser.parse_args()
    result = json.loads((arguments.result or newest()).read_text())
    arguments.into.mkdir(parents=True, exist_ok=True)
    for name, draw in FIGURES.items():
        use_theme(THEMES["light"])
        (arguments.into / f"{name}.svg").write_text(as_svg(draw(result)))
        for theme, colours in THEMES.items() if arguments.png else ():
            use_theme(colours)
            draw(result).savefig(arguments.png / f"{name}-{theme}.png", dpi=110)
        plt.close("all")


if __name__ == "__main__":
    main()
