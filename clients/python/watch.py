#!/usr/bin/env python3
"""Scans files with a meerkat service, and each one again when it changes. README.md tells how to run it.

All scans go over one ScanEach call, as an editor's would; what changes together is one message.
"""

import argparse
import pathlib
import time

import grpc
from meerkat.v1 import scan_pb2, scan_pb2_grpc

# Of one request: what the contract allows, and less than a server's max_message_bytes.
MAX_SCANS = 16
MAX_BYTES = 3_000_000


def changes(paths, seconds=0.2):
    """Yields lists of paths: all at first, then what has changed. It goes on for ever."""
    seen = {}
    while True:
        changed = []
        for path in paths:
            try:
                state = path.stat()
            except FileNotFoundError:  # an editor is about to put a new one in its place
                continue
            if seen.get(path) != (state.st_mtime_ns, state.st_size):
                seen[path] = (state.st_mtime_ns, state.st_size)
                changed.append(path)
        yield changed
        time.sleep(seconds)


def scan_each(channel, changed):
    """Yields (path, findings) for each path of each list; a finding comes with its rule."""
    sent = []

    def requests():
        for paths in changed:
            request, size = scan_pb2.ScanEachRequest(), 0
            for path in paths:
                try:
                    content = path.read_bytes()
                except FileNotFoundError:
                    continue
                if request.scans and (
                    len(request.scans) == MAX_SCANS or size + len(content) > MAX_BYTES
                ):
                    yield request
                    request, size = scan_pb2.ScanEachRequest(), 0
                sent.append(path)
                scan = request.scans.add(contract_version=1, client="watch.py")
                scan.inline_files.add(path=path.as_posix().lstrip("/"), content=content)
                size += len(content)
            if request.scans:
                yield request

    rules = []
    for response in scan_pb2_grpc.ScanServiceStub(channel).ScanEach(requests()):
        for result in response.results:
            path = sent.pop(0)  # results come in the order of the scans
            if result.HasField("error"):
                raise SystemExit(f"{path}: {result.error.message}")
            if result.answer.rules:
                del rules[result.first_rule :]
                rules += result.answer.rules
            yield path, [(rules[finding.rule], finding) for finding in result.answer.findings]


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
