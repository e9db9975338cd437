"""Options of a scan as any client sends them in `Open`, over TCP."""

import grpc
import pytest
from harness.scan_stream import ScanStream
from meerkat.v1 import scan_pb2

CODE = {
    "tests/test_a.py": b"assert x\n",
    "src/a.py": b"""\
assert x
open("/mnt/scratch/x")
open("/tmp/x")
mylib.run(command)
try: f()
except ValueError: pass
rsa.generate_private_key(65537, 3000)
""".replace(b"rsa.", b"from cryptography.hazmat.primitives.asymmetric import rsa\nrsa."),
}
Names = scan_pb2.BanditOptions.Names


def scan(service, profile="bandit", **options):
    stream = ScanStream(service.channel())
    stream.open_inline(CODE, profile=profile, options=options)
    stream.half_close()
    events = stream.rest()
    rules = [rule for batch in events.get("rules", ()) for rule in batch.rules]
    found = {
        (list(CODE)[finding.file], rules[finding.rule].bandit_id)
        for batch in events.get("findings", ())
        for finding in batch.findings
    }
    return found, events


@pytest.mark.parametrize(
    ("options", "gone", "new"),
    (
        ({"assert_skips": ["tests/*"]}, {("tests/test_a.py", "B101")}, set()),
        ({"assert_skips": ["*.py"]}, {("tests/test_a.py", "B101"), ("src/a.py", "B101")}, set()),
        ({"tmp_dirs": Names(names=["/mnt/scratch", "/tmp"])}, set(), set()),
        ({"tmp_dirs": Names(names=["/var"])}, {("src/a.py", "B108")}, set()),
        ({"tmp_dirs": Names()}, {("src/a.py", "B108")}, set()),
        ({"shell_functions": Names(names=["mylib.run"])}, set(), {("src/a.py", "B605")}),
        ({"no_shell_functions": Names(names=["mylib.run"])}, set(), {("src/a.py", "B606")}),
        ({"check_typed_exception_pass": True}, set(), {("src/a.py", "B110")}),
        ({"key_sizes": {"rsa_medium": 4096}}, set(), {("src/a.py", "B505")}),
    ),
    ids=str,
)
def test_options_of_single_tests(service, options, gone, new):
    usual, _ = scan(service)
    found, _ = scan(service, bandit=scan_pb2.BanditOptions(**options))
    assert found == usual - gone | new


@pytest.mark.parametrize(
    ("options", "field"),
    (
        ({"assert_skips": ["x" * 129]}, "bandit.assert_skips"),
        ({"assert_skips": [""]}, "bandit.assert_skips"),
        ({"tmp_dirs": Names(names=["/"])}, "bandit.tmp_dirs"),
        ({"markup_names": ["ab"] * 1001}, "bandit.markup_names"),
    ),
    ids=("too-long", "empty", "too-short", "too-many"),
)
def test_options_out_of_bounds(service, options, field):
    with pytest.raises(grpc.RpcError) as error:
        scan(service, bandit=scan_pb2.BanditOptions(**options))
    assert error.value.code() == grpc.StatusCode.INVALID_ARGUMENT
    assert field in error.value.details()


def test_file_results(service):
    _, events = scan(service, file_results=True)
    results = {r.file: r for batch in events["file_results"] for r in batch.results}
    assert sorted(results) == [0, 1]
    assert results[0].lines_of_code == 1 and results[1].lines_of_code == 8
    assert not any(result.syntax_error for result in results.values())
    _, events = scan(service)
    assert "file_results" not in events


def test_findings_say_where_a_comment_silences_them(service):
    stream = ScanStream(service.channel())
    stream.open_inline({"a.py": b"x = [\n    eval(y),\n]\n"}, profile="default")
    stream.half_close()
    (batch,) = stream.rest()["findings"]
    (finding,) = batch.findings
    assert (finding.line, finding.extent_start_line, finding.extent_end_line) == (2, 1, 3)
