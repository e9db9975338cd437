"""What happens while a scan is under way: findings before the upload ends, drain, cancellation."""

import concurrent.futures

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from harness.command_line import assert_one_error, meerkat, scan_json
from harness.environment import PATIENCE, eventually
from harness.projects import CLEAN, EVAL, archive_of, tar_of
from harness.scan_stream import ScanStream
from meerkat.v1 import finding_pb2, scan_pb2

PASS, FAIL, INCOMPLETE = (
    scan_pb2.Verdict.OUTCOME_PASS,
    scan_pb2.Verdict.OUTCOME_FAIL,
    scan_pb2.Verdict.OUTCOME_INCOMPLETE,
)


def verdict_of(events):
    (verdict,) = events["verdict"]
    return verdict


class TestFirstFindingBeforeTheUploadEnds:
    @pytest.mark.parametrize("mode", ("w", "w:gz"))
    def test_archive(self, service, mode):
        # Contents that no compressor makes small, so that half of the archive is half of the files.
        noise = [b"# %064x\n" % (i * 0x9E3779B97F4A7C15 % 2**256) for i in range(20_000)]
        files = {"first.py": EVAL} | {
            f"later_{i}.py": b"".join(noise[i::20]) + CLEAN for i in range(20)
        }
        data = tar_of(files, mode)
        half = len(data) // 2
        stream = ScanStream(service.channel())
        stream.open_archive(archive_name="project.tar")
        stream.archive(data[:half])
        first = stream.until("findings").findings[0]
        assert first.file == 0 and first.line == 1

        stream.archive(data[half:])
        stream.half_close()
        verdict = verdict_of(stream.rest())
        assert verdict.outcome == FAIL
        assert verdict.totals.files_analysed == len(files)

    def test_real_project(self, service):
        data = archive_of("django-5.2.19").read_bytes()
        chunks = [data[at : at + (512 << 10)] for at in range(0, len(data), 512 << 10)]
        half = len(chunks) // 2
        stream = ScanStream(service.channel())
        stream.open_archive(archive_name="django.tar.gz", profile="all")
        for chunk in chunks[:half]:
            stream.archive(chunk)
        assert stream.until("findings").findings

        for chunk in chunks[half:]:
            stream.archive(chunk)
        stream.half_close()
        assert verdict_of(stream.rest()).outcome == FAIL

    def test_manifest(self, service):
        files = {"first.py": EVAL, "second.py": CLEAN}
        stream = ScanStream(service.channel())
        stream.open_manifest(files)
        need = stream.until("need")
        assert (need.first_file, need.count, need.wanted) == (0, 2, b"\x03")
        stream.contents(0, files["first.py"])
        assert stream.until("findings").findings[0].file == 0

        stream.contents(1, files["second.py"])
        stream.half_close()
        assert verdict_of(stream.rest()).totals.files_analysed == 2


class TestDrain:
    def test_running_scans_finish_and_new_ones_are_refused(self, start_service):
        service = start_service()
        channel = service.channel()
        files = {"first.py": CLEAN, "second.py": EVAL}
        running = ScanStream(channel)
        running.open_manifest(files)
        running.contents(0, files["first.py"])
        running.until("need")
        health = health_pb2_grpc.HealthStub(channel).Watch(
            health_pb2.HealthCheckRequest(), timeout=PATIENCE
        )
        assert next(health).status == health_pb2.HealthCheckResponse.SERVING
        assert service.get("/readyz")[0] == 200

        service.terminate()
        assert next(health).status == health_pb2.HealthCheckResponse.NOT_SERVING
        eventually(lambda: service.get("/readyz")[0] == 503, "/readyz says no")
        assert service.get("/healthz")[0] == 200
        late = ScanStream(channel)
        late.open_inline(files)
        late.half_close()
        with pytest.raises(grpc.RpcError) as refused:
            late.rest()
        assert refused.value.code() == grpc.StatusCode.UNAVAILABLE
        assert "shutting down" in refused.value.details()

        running.contents(1, files["second.py"])
        running.half_close()
        events = running.rest()
        assert verdict_of(events).outcome == FAIL
        assert verdict_of(events).totals.files_analysed == 2
        health.cancel()
        assert service.wait() == 0

    def test_a_refusal_says_when_to_come_again(self, start_service):
        service = start_service("--max-concurrent-scans=1")
        holder = ScanStream(service.channel())
        holder.open_manifest({"first.py": CLEAN})
        holder.until("accepted")
        refused = ScanStream(service.channel())
        refused.open_inline({"first.py": CLEAN})
        refused.half_close()
        with pytest.raises(grpc.RpcError) as error:
            refused.rest()
        assert error.value.code() == grpc.StatusCode.RESOURCE_EXHAUSTED
        assert ("grpc-retry-pushback-ms", "1000") in error.value.trailing_metadata()
        holder.cancel()

    def test_the_command_line_comes_again(self, start_service, tmp_path):
        """Until the service has a place, and no longer than its tries last."""
        (tmp_path / "f.py").write_bytes(EVAL)
        service = start_service("--max-concurrent-scans=1")
        holder = ScanStream(service.channel())
        holder.open_manifest({"first.py": CLEAN})
        holder.until("accepted")
        turned_away = meerkat("scan", "--server", service.address, tmp_path)
        assert_one_error(turned_away, "max_concurrent_scans")
        with concurrent.futures.ThreadPoolExecutor() as pool:
            waiting = pool.submit(scan_json, "--server", service.address, tmp_path)
            eventually(lambda: shed(service) > 4, "the second one was turned away, too")
            holder.cancel()
            assert len(waiting.result()["findings"]) == 1

    def test_second_signal_ends_at_once(self, start_service):
        service = start_service()
        channel = service.channel()
        running = ScanStream(channel)
        running.open_archive()
        running.until("accepted")
        health = health_pb2_grpc.HealthStub(channel).Watch(
            health_pb2.HealthCheckRequest(), timeout=PATIENCE
        )
        assert next(health).status == health_pb2.HealthCheckResponse.SERVING
        service.terminate()
        assert next(health).status == health_pb2.HealthCheckResponse.NOT_SERVING
        service.terminate()
        with pytest.raises(grpc.RpcError):
            running.rest()
        assert service.wait() == 0

    def test_an_idle_service_ends(self, start_service):
        service = start_service()
        service.terminate()
        assert service.wait() == 0


class TestCancellation:
    def test_the_server_lets_go_of_the_scan(self, start_service):
        service = start_service()
        channel = service.channel()
        stream = ScanStream(channel)
        stream.open_archive()
        stream.archive(archive_of("flask-3.1.3").read_bytes()[: 64 << 10])
        stream.until("accepted")
        stream.cancel()
        eventually(lambda: scans(service, "cancelled") == 1, "the scan counts as cancelled")
        eventually(lambda: service.metrics()["meerkat_workers_busy"] == 0, "no worker is busy")

        # The next scan has the service for itself.
        after = ScanStream(channel)
        after.open_inline({"a.py": EVAL})
        after.half_close()
        assert verdict_of(after.rest()).outcome == FAIL

    def test_deadline_of_the_caller(self, service):
        stream = ScanStream(service.channel())
        stream.open(scan_pb2.Open.INPUT_ARCHIVE, budget={"nanos": 1_000_000})
        with pytest.raises(grpc.RpcError) as ended:
            stream.rest()
        stream.half_close()
        assert ended.value.code() == grpc.StatusCode.DEADLINE_EXCEEDED


class TestBadInput:
    """A bad file is a notice and an incomplete verdict, never an error of the call."""

    def test_wrong_digest(self, service):
        stream = ScanStream(service.channel())
        stream.open_manifest({"a.py": EVAL})
        stream.contents(0, bytes(reversed(EVAL)))
        stream.half_close()
        events = stream.rest()
        (notice,) = [n for batch in events["notices"] for n in batch.notices]
        assert notice.kind == finding_pb2.FileNotice.KIND_DIGEST_MISMATCH
        assert verdict_of(events).outcome == INCOMPLETE

    def test_promised_and_not_sent(self, service):
        stream = ScanStream(service.channel())
        stream.open_manifest({"a.py": EVAL})
        stream.half_close()
        events = stream.rest()
        (notice,) = [n for batch in events["notices"] for n in batch.notices]
        assert notice.kind == finding_pb2.FileNotice.KIND_NOT_RECEIVED
        assert verdict_of(events).outcome == INCOMPLETE

    def test_archive_that_ends_early(self, service):
        data = tar_of({"first.py": EVAL, "second.py": CLEAN * 10_000}, mode="w")
        stream = ScanStream(service.channel())
        stream.open_archive(archive_name="short.tar")
        stream.archive(data[: len(data) // 2])
        stream.half_close()
        events = stream.rest()
        kinds = {n.kind for batch in events["notices"] for n in batch.notices}
        assert finding_pb2.FileNotice.KIND_ARCHIVE_DAMAGED in kinds
        assert events["findings"], "what stood before the damage is kept"
        assert verdict_of(events).outcome == INCOMPLETE

    @pytest.mark.parametrize(
        "opening, named",
        (
            ({"contract_version": 99}, "99"),
            ({"options": {"profile": "strictest"}}, "strictest"),
            ({"options": {"include_rules": ["no-such-rule"]}}, "no-such-rule"),
            ({"input": scan_pb2.Open.INPUT_UNSPECIFIED}, "input"),
            ({"project": "p" * 257}, "project"),
        ),
    )
    def test_opening_that_makes_no_sense(self, service, opening, named):
        stream = ScanStream(service.channel())
        fields = {"contract_version": 1, "input": scan_pb2.Open.INPUT_INLINE}
        stream.send(open=scan_pb2.Open(**fields | opening))
        stream.half_close()
        with pytest.raises(grpc.RpcError) as refused:
            stream.rest()
        assert refused.value.code() == grpc.StatusCode.INVALID_ARGUMENT
        assert named in refused.value.details()


def shed(service):
    return sum(n for name, n in service.metrics().items() if name.startswith("meerkat_shed_total"))


def scans(service, outcome):
    return sum(
        value
        for name, value in service.metrics().items()
        if name.startswith("meerkat_scans_total{") and f'outcome="{outcome}"' in name
    )
