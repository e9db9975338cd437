#!/usr/bin/env python3
"""Compares the `bandit` profile with the real Bandit, finding by finding.

    tests/parity/compare.py --bandit VENV/bin/bandit --meerkat build/bin/meerkat FOLDER…

Both scan each folder. A finding is (path, line, test id, severity, confidence); findings are
compared as multisets, over the ids that both have. Every difference is printed with its source line:
"-" is only Bandit's, "+" only meerkat's. Files that Bandit could not parse are left out and counted,
and so are files that meerkat left out for their size. Exit code: 0 equal, 1 different, 2 could not
compare.

Bandit is slow: --keep FOLDER holds its reports and uses them again. A scanned folder must not change
meanwhile.
"""

import argparse
import collections
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

Finding = collections.namedtuple("Finding", "path line test severity confidence")


def run_bandit(arguments, folder, output):
    """Bandit exits with 1 where it finds something; only a missing report is a failure."""
    command = [arguments.bandit, "-q", "-r", folder, "-f", "json", "-o", str(output)]
    result = subprocess.run(command, capture_output=True, text=True)
    if not output.exists():
        sys.exit(f"Bandit wrote no report for {folder}:\n{result.stderr[-2000:]}")


def bandit_report(arguments, folder):
    if arguments.keep:
        name = hashlib.sha256(os.path.abspath(folder).encode()).hexdigest()[:16] + ".json"
        kept = pathlib.Path(arguments.keep) / name
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            run_bandit(arguments, folder, kept)
        return json.loads(kept.read_text())
    with tempfile.TemporaryDirectory() as scratch:
        output = pathlib.Path(scratch) / "bandit.json"
        run_bandit(arguments, folder, output)
        return json.loads(output.read_text())


def meerkat_report(arguments, folder):
    command = [arguments.meerkat, "scan", "--profile", "bandit", "--format", "json", "--no-ignore",
               "--exit-zero", "--quiet", folder]
    result = subprocess.run(command, capture_output=True, text=True)
    try:
        return json.loads(result.stdout)
    except ValueError:
        sys.exit(f"meerkat wrote no report for {folder}:\n{result.stderr[-2000:]}")


def rule_ids(arguments):
    command = [arguments.meerkat, "rules", "--format", "json"]
    result = subprocess.run(command, capture_output=True, text=True)
    try:
        rules = json.loads(result.stdout)["rules"]
    except (ValueError, KeyError):
        sys.exit(f"meerkat listed no rules:\n{result.stderr[-2000:]}")
    return {rule["bandit_id"] for rule in rules if rule["bandit_id"]}


def of_bandit(report, ids):
    findings = collections.Counter()
    for result in report["results"]:
        if result["test_id"] in ids:
            findings[Finding(os.path.abspath(result["filename"]), result["line_number"],
                             result["test_id"], result["issue_severity"].lower(),
                             result["issue_confidence"].lower())] += 1
    return findings


def of_meerkat(report):
    findings = collections.Counter()
    for result in report["findings"]:
        if result["bandit_id"]:
            findings[Finding(os.path.abspath(result["path"]), result["line"], result["bandit_id"],
                             result["severity"], result["confidence"])] += 1
    return findings


def source_line(path, line):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            for number, text in enumerate(file, start=1):
                if number == line:
                    return text.strip()[:120]
    except OSError:
        pass
    return ""


def compare(arguments, folder, ids, totals):
    theirs = bandit_report(arguments, folder)
    ours = meerkat_report(arguments, folder)
    if ours["verdict"]["outcome"] == "incomplete":
        print(f"{folder}: meerkat's scan is incomplete: {'; '.join(ours['verdict']['reasons'])}")
    unparsed = {os.path.abspath(error["filename"]) for error in theirs["errors"]}
    scanned = {os.path.abspath(path) for path in theirs["metrics"] if path != "_totals"}
    not_analysed = {os.path.abspath(notice["path"]) for notice in ours["notices"]
                    if notice["kind"] in ("too-large", "binary", "timeout", "limit", "unreadable")}
    comparable = scanned - unparsed - not_analysed
    expected = collections.Counter({finding: count for finding, count
                                    in of_bandit(theirs, ids).items() if finding.path in comparable})
    found = collections.Counter({finding: count for finding, count in of_meerkat(ours).items()
                                 if finding.path in comparable})
    for finding, count in expected.items():
        totals["expected"][finding.test] += count
    for finding, count in (expected & found).items():
        totals["equal"][finding.test] += count
    totals["files"] += len(comparable)
    totals["unparsed"] += len(unparsed)
    totals["not_analysed"] += len(not_analysed & scanned)
    totals["lines"] += theirs["metrics"]["_totals"]["loc"]
    for sign, difference in (("-", expected - found), ("+", found - expected)):
        for finding, count in sorted(difference.items()):
            totals["different" if sign == "-" else "surplus"][finding.test] += count
            print(f"{sign}{count} {finding.test} {finding.severity}/{finding.confidence} "
                  f"{finding.path}:{finding.line}: {source_line(finding.path, finding.line)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--bandit", default=os.environ.get("MEERKAT_BANDIT", "bandit"))
    parser.add_argument("--meerkat", default=os.environ.get("MEERKAT", "build/bin/meerkat"))
    parser.add_argument("--keep", metavar="FOLDER", help="hold Bandit's reports there")
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    arguments = parser.parse_args()

    totals = {name: collections.Counter() for name in ("expected", "equal", "different", "surplus")}
    totals.update(files=0, unparsed=0, not_analysed=0, lines=0)
    ids = rule_ids(arguments)
    for folder in arguments.folders:
        compare(arguments, folder, ids, totals)

    print(f"{'id':6}{'Bandit':>8}{'equal':>8}{'missed':>8}{'surplus':>8}")
    for test in sorted(ids):
        print(f"{test:6}{totals['expected'][test]:8}{totals['equal'][test]:8}"
              f"{totals['different'][test]:8}{totals['surplus'][test]:8}")
    missed = sum(totals["different"].values())
    surplus = sum(totals["surplus"].values())
    print(f"{len(ids)} ids, {totals['files']} files, {totals['lines']} lines of code; left out: "
          f"{totals['unparsed']} that Bandit could not parse, {totals['not_analysed']} that meerkat "
          f"did not analyse")
    print(f"{sum(totals['equal'].values())} of {sum(totals['expected'].values())} findings equal, "
          f"{missed} missed, {surplus} surplus")
    return 1 if missed or surplus else 0


if __name__ == "__main__":
    sys.exit(main())
