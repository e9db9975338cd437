"""Makes Python stubs of the contract and puts them on the path, before any test is imported."""

import pathlib
import sys

import grpc_tools
from grpc_tools import protoc

from harness.environment import ROOT


def make(folder):
    protos = sorted(map(str, (ROOT / "proto").rglob("*.proto")))
    status = protoc.main(
        [
            "protoc",
            f"-I{ROOT / 'proto'}",
            f"-I{pathlib.Path(grpc_tools.__file__).parent / '_proto'}",
            f"--python_out={folder}",
            f"--grpc_python_out={folder}",
            *protos,
        ]
    )
    if status != 0:
        raise SystemExit(f"protoc could not make the stubs of {ROOT / 'proto'}")
    sys.path.insert(0, str(folder))
    sys.path.insert(0, str(ROOT / "clients" / "python"))
