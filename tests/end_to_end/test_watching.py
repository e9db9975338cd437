"""What operators look at: health, reflection, HTTP pages, metrics, log, starting and failing."""

import json
import shutil
import socket
import subprocess

import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)
from harness.command_line import scan_json
from harness.environment import MEERKATD, PATIENCE, clean_environment
from harness.projects import EVAL, SOURCES, write_tree
from meerkat.v1 import capabilities_pb2, capabilities_pb2_grpc, rule_pb2, rule_pb2_grpc

SERVICES = {
    "meerkat.v1.ScanService",
    "meerkat.v1.RuleService",
    "meerkat.v1.CapabilitiesService",
}


class TestGrpc:
    def test_reflection_lists_the_services_and_knows_their_messages(self, service):
        database = ProtoReflectionDescriptorDatabase(service.channel())
        assert SERVICES < set(database.get_services())
        described = database.FindFileContainingSymbol("meerkat.v1.ScanService")
        assert described.name == "meerkat/v1/scan.proto"

    @pytest.mark.parametrize("name", ("", *sorted(SERVICES)))
    def test_health(self, service, name):
        reply = health_pb2_grpc.HealthStub(service.channel()).Check(
            health_pb2.HealthCheckRequest(service=name), timeout=PATIENCE
        )
        assert reply.status == health_pb2.HealthCheckResponse.SERVING

    def test_capabilities(self, service):
        capabilities = capabilities_pb2_grpc.CapabilitiesServiceStub(
            service.channel()
        ).GetCapabilities(capabilities_pb2.GetCapabilitiesRequest(), timeout=PATIENCE)
        assert capabilities.min_contract_version <= 1 <= capabilities.max_contract_version
        assert set(capabilities.profiles) == {"default", "bandit", "all"}
        assert capabilities.workers == 2
        assert capabilities.limits.max_message_bytes == 4 << 20
        assert not capabilities.draining

    def test_every_rule_has_its_examples(self, service):
        stub = rule_pb2_grpc.RuleServiceStub(service.channel())
        rules = stub.ListRules(rule_pb2.ListRulesRequest(), timeout=PATIENCE).rules
        assert [rule.name for rule in rules] == sorted(rule.name for rule in rules)
        for listed in rules:
            rule = stub.GetRule(rule_pb2.GetRuleRequest(rule=listed.name), timeout=PATIENCE).rule
            assert rule.bad_example and rule.good_example, rule.name


class TestHttp:
    def test_pages(self, service):
        assert service.get("/healthz")[0] == 200
        assert service.get("/readyz")[0] == 200
        assert service.get("/")[0] == 404

    def test_promtool_accepts_the_metrics(self, service):
        scan_json("flask-3.1.3", "--server", service.address, cwd=SOURCES)
        promtool = shutil.which("promtool")
        assert promtool, "promtool is missing; ./run test fetches it"
        checked = subprocess.run(
            [promtool, "check", "metrics"],
            input=service.get("/metrics")[1].encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert checked.returncode == 0, (checked.stdout + checked.stderr).decode()

    def test_metrics_count_a_scan(self, start_service):
        service = start_service()
        before = service.metrics()
        report = scan_json("requests-2.34.2", "--server", service.address, cwd=SOURCES)
        after = service.metrics()

        def grown(prefix, *labels):
            return sum(
                value - before.get(name, 0)
                for name, value in after.items()
                if name.startswith(prefix) and all(label in name for label in labels)
            )

        assert grown("meerkat_scans_total{") == 1
        assert grown("meerkat_scans_total{", f'outcome="{report["verdict"]["outcome"]}"') == 1
        assert grown("meerkat_scan_duration_seconds_count") == 1
        assert grown("meerkat_findings_total{") == report["totals"]["findings"]
        assert grown("meerkat_findings_total{", 'severity="high"') == report["totals"]["high"]
        assert grown("meerkat_queue_wait_seconds_count") == report["totals"]["files_analysed"]
        assert grown("meerkat_upload_bytes_total") >= report["totals"]["bytes_analysed"]
        assert after["meerkat_workers_busy"] == 0
        assert after["meerkat_queue_length"] == 0
        assert any(name.startswith("meerkat_build_info{") for name in after)

    def test_no_label_tells_what_was_scanned(self, start_service, tmp_path):
        service = start_service()
        write_tree(tmp_path / "secret-project", {"hidden.py": EVAL})
        scan_json("secret-project", "--server", service.address, cwd=tmp_path)
        page = service.get("/metrics")[1]
        assert "secret-project" not in page and "hidden" not in page


class TestLog:
    def test_a_scan_is_two_events_without_names_of_files(self, start_service, tmp_path):
        service = start_service("--log-format=json")
        write_tree(tmp_path / "secret-project", {"hidden.py": EVAL})
        scan_json("secret-project", "--server", service.address, cwd=tmp_path)
        service.stop()
        events = [json.loads(line) for line in service.log().splitlines()]
        ended = [event for event in events if event["event"] == "scan ended"]
        assert len(ended) == 1, service.log()
        assert (ended[0]["outcome"], ended[0]["findings"]) == ("fail", 1)
        assert "secret-project" not in service.log() and "hidden.py" not in service.log()


def start_badly(*flags, prefix=()):
    """Runs a meerkatd that has to end by itself; its one line and its exit code."""
    ended = subprocess.run(
        [*prefix, MEERKATD, *flags],
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    lines = ended.stderr.decode().splitlines()
    assert len(lines) == 1, ended.stderr.decode()
    assert ended.returncode == 2
    return lines[0]


class TestMeerkatdThatCannotStart:
    def test_port_taken(self, service):
        line = start_badly("--listen", service.address, "--http-listen=127.0.0.1:0")
        assert service.address in line and "taken" in line

    def test_http_port_taken(self, service):
        line = start_badly("--listen=127.0.0.1:0", "--http-listen", service.http_address)
        assert service.http_address in line and "taken" in line

    def test_port_taken_by_something_else(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            address = f"127.0.0.1:{other.getsockname()[1]}"
            assert address in start_badly("--listen", address, "--http-listen=127.0.0.1:0")

    @pytest.mark.parametrize(
        "flags, words",
        (
            (["--listen", "nonsense"], "nonsense"),
            (["--listen", "127.0.0.1:99999"], "99999"),
            (["--workers", "many"], "many"),
            (["--no-such-flag"], "--no-such-flag"),
        ),
    )
    def test_bad_flags(self, flags, words):
        line = start_badly("--http-listen=127.0.0.1:0", *flags)
        assert words in line

    def test_data_folder_that_cannot_be_made(self, tmp_path):
        (tmp_path / "file").write_text("no folder")
        line = start_badly(
            "--listen=127.0.0.1:0", "--http-listen=127.0.0.1:0", f"--data-dir={tmp_path}/file/data"
        )
        assert "file/data" in line


def test_settings_from_the_environment(tmp_path):
    """Every flag is a variable as well; a variable that makes no sense is named."""
    ended = subprocess.run(
        [MEERKATD],
        env=clean_environment(MEERKAT_LISTEN="nonsense", MEERKAT_HTTP_LISTEN="127.0.0.1:0"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 2
    assert b"nonsense" in ended.stderr
