"""Hostile clients: the service's memory stays in bounds, and what others ask is answered as ever."""

import pathlib
import threading
import time

import grpc
import pytest
from harness.command_line import scan_json
from harness.environment import eventually
from harness.http2 import HEADERS, PING, RST_STREAM, SETTINGS, Http2Client, frame, header_block
from harness.projects import EVAL, tar_of, write_tree
from harness.scan_stream import ScanStream

# What a service may hold while clients misbehave: it begins with 25 MiB.
BUDGET_MIB = 160
SCAN = "/meerkat.v1.ScanService/Scan"


def memory_mib(service):
    status = pathlib.Path(f"/proc/{service.process.pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


class Neighbour:
    """Another client, who scans the same folder again and again and always gets the same."""

    def __init__(self, service, folder):
        self._service, self._folder = service, folder
        write_tree(folder, {f"p{i}/f{i}.py": EVAL + b"import pickle\n" * i for i in range(40)})
        self._expected = self._scan()
        self._stop = threading.Event()
        self._wrong = []
        self.count = 0
        self._thread = threading.Thread(target=self._run)

    def _scan(self):
        report = scan_json(self._folder, "--server", self._service.address, "--profile=all")
        return report["findings"], report["totals"]

    def _run(self):
        while not self._stop.is_set():
            try:
                if self._scan() != self._expected:
                    self._wrong.append("another result")
            except AssertionError as error:
                self._wrong.append(str(error))
            self.count += 1

    def __enter__(self):
        self._thread.start()
        eventually(lambda: self.count > 0, "the neighbour's first scan")
        return self

    def __exit__(self, *_):
        before = self.count
        eventually(lambda: self.count > before + 1, "the neighbour's scans go on")
        self._stop.set()
        self._thread.join()
        assert self._wrong == []


@pytest.fixture
def attacked(start_service, tmp_path):
    """A service with a neighbour; both have to be well at the end."""
    service = start_service("--max-concurrent-scans=40", "--log-level=error")
    with Neighbour(service, tmp_path / "neighbour"):
        yield service
    assert service.process.poll() is None
    assert memory_mib(service) < BUDGET_MIB


def test_slow_writers(attacked):
    archive = tar_of({f"p/f{i}.py": EVAL for i in range(50)}, "w")
    streams = [ScanStream(attacked.channel()) for _ in range(30)]
    for stream in streams:
        stream.open_archive()
    for second in range(4):  # a kilobyte a second
        for stream in streams:
            stream.archive(archive[second * 1024 : (second + 1) * 1024])
        time.sleep(1)
    for stream in streams:
        stream.archive(archive[4096:])
        stream.half_close()
    for stream in streams:
        verdict = stream.until("verdict")
        assert verdict.totals.files == 50


def test_readers_that_do_not_read(attacked):
    """Findings pile up for nobody: the scan parks, and the others go on."""
    code = b"eval(x)\n" * 9_000
    files = {f"f{i}.py": code for i in range(40)}
    streams = [ScanStream(attacked.channel()) for _ in range(8)]
    for stream in streams:
        stream.open_manifest(files)
        for index in range(len(files)):
            stream.contents(index, code)
        stream.half_close()
    time.sleep(3)
    # One of them reads after all, and misses nothing.
    events = streams[0].rest()
    assert sum(len(batch.findings) for batch in events["findings"]) == 9_000 * 40
    for stream in streams[1:]:
        stream.cancel()


def test_connections_that_say_nothing(attacked):
    clients = [Http2Client(attacked.address) for _ in range(300)]
    import socket

    host, port = attacked.address.rsplit(":", 1)
    silent = [socket.create_connection((host, int(port))) for _ in range(300)]
    time.sleep(1)
    for connection in [*silent, *(client.socket for client in clients)]:
        connection.close()


def test_ten_thousand_connects_and_cancels(attacked):
    import socket

    host, port = attacked.address.rsplit(":", 1)
    for _ in range(2_000):
        socket.create_connection((host, int(port))).close()

    def cancel(channel):
        for i in range(1_000):
            stream = ScanStream(channel)
            stream.open_inline({"a.py": EVAL})
            if i % 2:
                stream.half_close()
            stream.cancel()

    threads = [threading.Thread(target=cancel, args=(attacked.channel(),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    eventually(
        lambda: attacked.metrics().get("meerkat_scans_running", 0) <= 1, "no scan is left behind"
    )


def test_ping_flood(attacked):
    with Http2Client(attacked.address) as client:
        client.flood(frame(PING, payload=bytes(8)), 10)
        assert b"too_many_pings" in client.read_all()
    with Http2Client(attacked.address) as client:
        assert client.flood(frame(PING, payload=bytes(8)) * 100, 2_000) < 2_000


def test_settings_flood(attacked):
    with Http2Client(attacked.address) as client:
        client.flood(frame(SETTINGS) * 100, 2_000)


def test_rapid_reset(attacked):
    block = header_block(SCAN)

    def reset(sent):
        stream = 2 * sent + 1
        return frame(HEADERS, 4, stream, block) + frame(RST_STREAM, 0, stream, bytes([0, 0, 0, 8]))

    with Http2Client(attacked.address) as client:
        client.flood(reset, 10_000)


def test_more_streams_than_allowed(attacked):
    block = header_block(SCAN)
    with Http2Client(attacked.address) as client:
        client.flood(lambda sent: frame(HEADERS, 4, 2 * sent + 1, block), 1_000)
        client.read_all()


def test_headers_over_the_limit(attacked):
    with pytest.raises(grpc.RpcError) as error:
        from meerkat.v1 import rule_pb2, rule_pb2_grpc

        rule_pb2_grpc.RuleServiceStub(attacked.channel()).ListRules(
            rule_pb2.ListRulesRequest(), metadata=[("x-large", "x" * 100_000)], timeout=20
        )
    assert error.value.code() in (
        grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.INTERNAL,
    )  # fmt: skip


def test_the_limit_of_headers_is_a_flag(start_service):
    from meerkat.v1 import rule_pb2, rule_pb2_grpc

    channel = start_service("--max-metadata-bytes=64KiB").channel()
    rules = rule_pb2_grpc.RuleServiceStub(channel).ListRules(
        rule_pb2.ListRulesRequest(), metadata=[("x-large", "x" * 20_000)], timeout=20
    )
    assert rules.rules
