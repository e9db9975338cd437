"""The least that a client needs: python thirty_lines.py HOST:PORT FILE.py… (see README.md)."""

import sys

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)
from meerkat.v1 import scan_pb2, scan_pb2_grpc

with grpc.insecure_channel(sys.argv[1]) as channel:
    print(*ProtoReflectionDescriptorDatabase(channel).get_services())
    health = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest())
    print(health_pb2.HealthCheckResponse.ServingStatus.Name(health.status))

    opening = scan_pb2.Open(contract_version=1)
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            opening.inline_files.add(path=path, content=file.read())
    request = scan_pb2.ScanInlineRequest(open=opening)
    answer = scan_pb2_grpc.ScanServiceStub(channel).ScanInline(request, timeout=60)
    for finding in answer.findings:
        rule = answer.rules[finding.rule]
        print(f"{sys.argv[2 + finding.file]}:{finding.line}: {rule.name}: {rule.message}")
    sys.exit(answer.verdict.exit_code)
