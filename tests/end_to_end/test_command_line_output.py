"""What the command line writes: text, JSON, SARIF, exit codes, colours, files."""

import json
import os
import pty
import subprocess

import pytest
from harness import sarif_schema
from harness.command_line import meerkat, scan_json
from harness.environment import MEERKAT, PATIENCE, clean_environment
from harness.projects import CLEAN, EVAL, SOURCES, tar_of, write_tree
from harness.terminal import read_terminal

ESCAPE = "\x1b["


@pytest.fixture
def project(tmp_path):
    return write_tree(tmp_path, {"app.py": CLEAN + EVAL, "pkg/clean.py": CLEAN})


class TestExitCodes:
    def test_clean(self, project):
        assert meerkat("scan", "pkg", cwd=project).returncode == 0

    def test_findings(self, project):
        assert meerkat("scan", cwd=project).returncode == 1

    def test_findings_with_exit_zero(self, project):
        assert meerkat("scan", "--exit-zero", cwd=project).returncode == 0

    def test_incomplete_wins_over_findings(self, project):
        write_tree(project, {"large.py": b"x = 1\n" * 500_000})
        assert meerkat("scan", cwd=project).returncode == 3
        assert meerkat("scan", "--exit-zero", cwd=project).returncode == 3

    def test_error(self, project):
        assert meerkat("scan", "nowhere", cwd=project).returncode == 2

    def test_a_threshold_decides_too(self, project):
        report = scan_json(cwd=project)
        assert report["findings"][0]["severity"] != "high"
        assert meerkat("scan", "--severity", "high", cwd=project).returncode == 0


class TestJson:
    """Programs rely on these names; a change of one is a new schema_version."""

    REPORT = {
        "schema": str, "schema_version": int, "tool": dict, "profile": str, "verdict": dict,
        "totals": dict, "left_out": list, "rules": list, "findings": list, "notices": list,
    }  # fmt: skip
    TOOL = {
        "name": str, "version": str, "engine_version": str, "grammar": str, "rules_digest": str,
    }  # fmt: skip
    VERDICT = {"outcome": str, "exit_code": int, "reasons": list}
    TOTALS = dict.fromkeys(
        ("files", "files_analysed", "files_skipped", "files_not_python", "lines_of_code",
         "bytes_analysed", "findings", "high", "medium", "low", "suppressed"), int,
    )  # fmt: skip
    FINDING = {
        "path": str, "line": int, "column": int, "start_line": int, "start_column": int,
        "end_line": int, "end_column": int, "rule": str, "bandit_id": str, "severity": str,
        "confidence": str, "cwe": int, "owasp_2021": str, "owasp_2025": str, "cheat_sheet": str,
        "message": str, "fingerprint": str,
    }  # fmt: skip
    RULE = {
        "name": str, "bandit_id": str, "family": str, "severity": str, "confidence": str,
        "cwe": int, "owasp_2021": str, "owasp_2025": str, "cheat_sheet": str, "message": str,
        "why": str, "fix": str, "profiles": list,
    }  # fmt: skip
    NOTICE = {
        "kind": str, "path": str, "message": str, "bytes": int, "start_line": int,
        "end_line": int, "incomplete": bool,
    }  # fmt: skip

    def types_of(self, value):
        return {name: type(field) for name, field in value.items()}

    def test_fields(self, project):
        write_tree(project, {"broken.py": b"def broken(:\n    pass\n" + EVAL})
        report = scan_json(cwd=project)
        assert self.types_of(report) == self.REPORT
        assert (report["schema"], report["schema_version"]) == ("meerkat-report", 1)
        assert self.types_of(report["tool"]) == self.TOOL
        assert self.types_of(report["verdict"]) == self.VERDICT
        assert self.types_of(report["totals"]) == self.TOTALS
        assert self.types_of(report["findings"][0]) == self.FINDING
        assert self.types_of(report["rules"][0]) == self.RULE
        assert self.types_of(report["notices"][0]) == self.NOTICE

    def test_values(self, project):
        report = scan_json("app.py", cwd=project)
        (finding,) = report["findings"]
        expected = {
            "path": "app.py", "line": 2, "column": 7, "start_line": 2, "start_column": 7,
            "end_line": 2, "end_column": 20, "rule": "eval-call", "bandit_id": "B307",
            "severity": "medium", "confidence": "high",
        }  # fmt: skip
        assert {name: finding[name] for name in expected} == expected
        assert report["verdict"] == {"outcome": "fail", "exit_code": 1, "reasons": []}
        assert report["totals"]["lines_of_code"] == 2

    def test_columns_count_characters(self, tmp_path):
        write_tree(tmp_path, {"app.py": "x = 'äöü𝄞'; eval(y)\n".encode()})
        (finding,) = scan_json(cwd=tmp_path)["findings"]
        assert (finding["column"], finding["end_column"]) == (13, 20)

    def test_equal_runs_give_equal_bytes(self, project):
        first, second = (meerkat("scan", "--format", "json", cwd=project).stdout for _ in "12")
        assert first == second

    def test_timings_only_when_asked_for(self, project):
        assert "run" not in scan_json(cwd=project)
        assert set(scan_json("--timings", cwd=project)["run"]) == {
            "seconds",
            "bytes_sent",
            "files_reused",
        }

    def test_fingerprints_outlive_moves(self, tmp_path):
        write_tree(tmp_path, {"a.py": EVAL, "pkg/b.py": b"import os\n\n\n" + EVAL})
        a, b = scan_json(cwd=tmp_path)["findings"]
        assert a["fingerprint"] == b["fingerprint"] and a["line"] != b["line"]


@pytest.fixture(scope="module")
def validate():
    return sarif_schema.validator()


class TestSarif:
    def sarif(self, *arguments, cwd, codes=(0, 1, 3)):
        done = meerkat("scan", "--format", "sarif", *arguments, cwd=cwd)
        assert done.returncode in codes, done.stderr
        return json.loads(done.stdout)

    def test_findings_notices_and_odd_paths(self, validate, tmp_path):
        write_tree(
            tmp_path,
            {
                "a file with % and ü.py": EVAL,
                "broken.py": b"def broken(:\n    pass\n# a word that a rule needs: eval\n",
                "large.py": b"x = 1\n" * 500_000,
            },
        )
        document = self.sarif(cwd=tmp_path)
        validate(document)
        (run,) = document["runs"]
        assert run["columnKind"] == "unicodeCodePoints"
        (result,) = run["results"]
        location = result["locations"][0]["physicalLocation"]
        assert location["artifactLocation"]["uri"] == "a%20file%20with%20%25%20and%20%C3%BC.py"
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]
        (invocation,) = run["invocations"]
        assert invocation["executionSuccessful"] is False
        assert invocation["exitCode"] == 3
        assert len(invocation["toolExecutionNotifications"]) == 2

    def test_clean(self, validate, tmp_path):
        write_tree(tmp_path, {"clean.py": CLEAN})
        document = self.sarif(cwd=tmp_path, codes=(0,))
        validate(document)
        assert document["runs"][0]["results"] == []

    def test_archive(self, validate, tmp_path):
        (tmp_path / "p.tar.gz").write_bytes(tar_of({"p/app.py": EVAL}))
        document = self.sarif("p.tar.gz", cwd=tmp_path)
        validate(document)

    def test_real_project_says_what_json_says(self, validate):
        document = self.sarif("django-5.2.19", "--profile", "all", cwd=SOURCES)
        validate(document)
        report = scan_json("django-5.2.19", "--profile", "all", cwd=SOURCES)
        assert [r["ruleId"] for r in document["runs"][0]["results"]] == [
            finding["rule"] for finding in report["findings"]
        ]
        rules = document["runs"][0]["tool"]["driver"]["rules"]
        assert all(any("cwe" in tag for tag in rule["properties"]["tags"]) for rule in rules)


class TestText:
    def test_a_finding_with_its_code(self, project):
        done = meerkat("scan", cwd=project)
        assert "app.py:2:7" in done.stdout
        assert "eval-call" in done.stdout and "B307" in done.stdout and "CWE-" in done.stdout
        assert "print(eval(input()))" in done.stdout
        assert "clean.py" not in done.stdout
        assert "1 finding" in done.stdout

    def test_quiet_when_piped(self, project):
        done = meerkat("scan", cwd=project)
        assert done.stderr == ""
        assert ESCAPE not in done.stdout and "\r" not in done.stdout

    def test_one_line_a_finding(self, project):
        done = meerkat("scan", "-q", cwd=project)
        assert len(done.stdout.splitlines()) == 1
        assert done.stdout.startswith("app.py:2:7")

    @pytest.mark.parametrize(
        "flags, environment, coloured",
        (
            ((), {}, False),
            (("--color", "always"), {}, True),
            (("--color", "always"), {"NO_COLOR": "1"}, True),
            (("--color", "never"), {"FORCE_COLOR": "1"}, False),
            ((), {"FORCE_COLOR": "1"}, True),
            ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ),
    )
    def test_colours_when_piped(self, project, flags, environment, coloured):
        done = meerkat("scan", *flags, cwd=project, environment=clean_environment(**environment))
        assert (ESCAPE in done.stdout) == coloured

    @pytest.mark.parametrize(
        "environment, coloured", (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False))
    )
    def test_colours_on_a_terminal(self, project, environment, coloured):
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [MEERKAT, "scan"], cwd=project, env=clean_environment(**environment),
            stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs)
        shown = read_terminal(ours)
        assert process.wait(timeout=PATIENCE) == 1
        assert "eval-call" in shown
        assert (ESCAPE in shown) == coloured

    def test_source_cannot_command_the_terminal(self, tmp_path):
        write_tree(tmp_path, {"app.py": b"eval(x)  # \x1b[2J\x1b]0;owned\x07 \xe2\x80\xae\n"})
        done = meerkat("scan", "--color", "never", cwd=tmp_path)
        assert "eval(x)" in done.stdout
        for character in ("\x1b", "\x07", "\u202e"):
            assert character not in done.stdout


class TestFiles:
    def test_report_in_a_file(self, project, tmp_path):
        done = meerkat("scan", "--format", "json", "-o", "report.json", cwd=project)
        assert done.returncode == 1
        assert done.stdout == ""
        assert json.loads((project / "report.json").read_text())["findings"]
        assert sorted(p.name for p in project.iterdir()) == ["app.py", "pkg", "report.json"]

    def test_replaces_what_stood_there(self, project):
        (project / "report").write_text("old " * 10_000)
        meerkat("scan", "--format", "json", "-o", "report", cwd=project)
        json.loads((project / "report").read_text())


class TestOtherCommands:
    def test_rules(self, tmp_path):
        done = meerkat("rules", cwd=tmp_path)
        assert done.returncode == 0
        assert "eval-call" in done.stdout and "B307" in done.stdout

    def test_rule_by_name_and_by_bandit_id(self, tmp_path):
        by_name = meerkat("rules", "eval-call", cwd=tmp_path).stdout
        assert by_name == meerkat("rules", "B307", cwd=tmp_path).stdout
        for word in ("eval", "CWE-", "A0"):
            assert word in by_name

    def test_rules_of_a_service_are_the_same(self, tmp_path, service):
        ours = meerkat("rules", "--format", "json", cwd=tmp_path)
        theirs = meerkat("rules", "--format", "json", "--server", service.address, cwd=tmp_path)
        assert ours.stdout == theirs.stdout
        json.loads(ours.stdout)

    def test_server_info(self, tmp_path, service):
        done = meerkat("server-info", "--server", service.address, cwd=tmp_path)
        assert done.returncode == 0
        for word in ("0.1.0", "4 MiB", "2"):
            assert word in done.stdout

    def test_version_and_help(self, tmp_path):
        assert meerkat("--version", cwd=tmp_path).stdout.startswith("meerkat 0.1.0")
        for command in ("", "scan", "rules", "server-info"):
            done = meerkat(*command.split(), "--help", cwd=tmp_path)
            assert done.returncode == 0 and "--" in done.stdout
