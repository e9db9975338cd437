#!/usr/bin/env python3
"""Scans Python files, or one archive, with a meerkat service. README.md tells how to run it."""

import argparse
import pathlib
import sys

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import proto_reflection_descriptor_database as reflection
from meerkat.v1 import scan_pb2, scan_pb2_grpc

SEVERITIES = ("", "low", "medium", "high")
ARCHIVES = (".tar", ".tar.gz", ".tgz", ".whl", ".zip")


def list_services(channel):
    return sorted(reflection.ProtoReflectionDescriptorDatabase(channel).get_services())


def health(channel, service=""):
    request = health_pb2.HealthCheckRequest(service=service)
    reply = health_pb2_grpc.HealthStub(channel).Check(request, timeout=10)
    return health_pb2.HealthCheckResponse.ServingStatus.Name(reply.status)


def requests_for(paths):
    """An archive in chunks of 1 MiB, or all files in the one opening message (at most 4 MiB)."""
    opening = scan_pb2.Open(contract_version=1, client="example", archive_name=paths[0].name)
    if len(paths) == 1 and paths[0].name.endswith(ARCHIVES):
        opening.input = scan_pb2.Open.INPUT_ARCHIVE
        yield scan_pb2.ScanRequest(open=opening)
        with paths[0].open("rb") as archive:
            while data := archive.read(1 << 20):
                yield scan_pb2.ScanRequest(archive=scan_pb2.ArchiveChunk(data=data))
    else:
        opening.input = scan_pb2.Open.INPUT_INLINE
        for path in paths:
            opening.inline_files.add(path=path.as_posix().lstrip("/"), content=path.read_bytes())
        yield scan_pb2.ScanRequest(open=opening)


def scan(channel, requests, paths=(), timeout=300):
    """Yields (path, rule, finding) as they come, before all is sent; the verdict comes last."""
    rules, files = {}, dict(enumerate(map(str, paths)))
    for event in scan_pb2_grpc.ScanServiceStub(channel).Scan(requests, timeout=timeout):
        rules.update(enumerate(event.rules.rules, event.rules.first_index))
        files.update(enumerate(event.files.paths, event.files.first_index))
        for finding in event.findings.findings:
            yield files[finding.file], rules[finding.rule], finding
        if event.HasField("verdict"):
            yield event.verdict


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", default="127.0.0.1:7433", metavar="HOST:PORT")
    parser.add_argument("paths", nargs="*", type=pathlib.Path, metavar="FILE_OR_ARCHIVE")
    arguments = parser.parse_args()
    with grpc.insecure_channel(arguments.server) as channel:
        print(f"{health(channel)}: {', '.join(list_services(channel))}")
        if not arguments.paths:
            return 0
        for result in scan(channel, requests_for(arguments.paths), arguments.paths):
            if isinstance(result, tuple):
                path, rule, finding = result
                text = finding.message or rule.message
                print(f"{path}:{finding.line}: {SEVERITIES[finding.severity]}: {rule.name}: {text}")
    print(f"analysed {result.totals.files_analysed} files", *result.reasons, sep="; ")
    return result.exit_code


if __name__ == "__main__":
    sys.exit(main())
