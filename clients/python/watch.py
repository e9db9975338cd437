#!/usr/bin/env python3
"""Scans files with a meerkat service, and each one again when it changes. README.md tells how to run it.

All scans go over one ScanEach call, as an editor's would: a scan costs a message each way.
"""

import argparse
import pathlib
import time

import grpc
from meerkat.v1 import scan_pb2, scan_pb2_grpc


def changes(paths, seconds=0.2):
    """Yields each path at first, and again whenever its file has changed. It goes on for ever."""
    seen = {}
    while True:
        for path in paths:
            try:
                state = path.stat()
            except FileNotFoundError:  # an editor is about to put a new one in its place
                continue
            if seen.get(path) != (state.st_mtime_ns, state.st_size):
                seen[path] = (state.st_mtime_ns, state.st_size)
                yield path
        time.sleep(seconds)


def scan_each(channel, paths):
    """Yields (path, findings) for each path; a finding comes with its rule."""
    sent = []

    def requests():
        for path in paths:
            try:
                content = path.read_bytes()
            except FileNotFoundError:
                continue
            sent.append(path)
            opening = scan_pb2.Open(contract_version=1, client="watch.py")
            opening.inline_files.add(path=path.as_posix().lstrip("/"), content=content)
            yield scan_pb2.ScanEachRequest(open=opening)

    rules = []
    for response in scan_pb2_grpc.ScanServiceStub(channel).ScanEach(requests()):
        path = sent.pop(0)  # answers come in the order of the requests
        if response.HasField("error"):
            raise SystemExit(f"{path}: {response.error.message}")
        if response.answer.rules:
            del rules[response.first_rule :]
            rules += response.answer.rules
        yield path, [(rules[finding.rule], finding) for finding in response.answer.findings]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", default="127.0.0.1:7433", metavar="HOST:PORT")
    parser.add_argument("paths", nargs="+", type=pathlib.Path, metavar="FILE")
    arguments = parser.parse_args()
    with grpc.insecure_channel(arguments.server) as channel:
        for path, findings in scan_each(channel, changes(arguments.paths)):
            print(f"{path}: {len(findings)} findings", flush=True)
            for rule, finding in findings:
                print(f"{path}:{finding.line}: {rule.name}: {rule.message}", flush=True)


if __name__ == "__main__":
    main()
