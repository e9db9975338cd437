"""`meerkat bandit` against the real Bandit: the same arguments, the same answer."""

import ast
import json
import re
import shutil

import pytest
from harness.bandit import (
    SOURCE,
    csv_without_wording,
    meerkat_bandit,
    real_bandit,
    without_wording,
)

OPTIONS = """
assert_used: {skips: ['*/assert.py']}
hardcoded_tmp_directory: {tmp_dirs: [/abc, '/tmp/foo']}
shell_injection:
  subprocess: [subprocess.Popen, my.run]
  shell: [os.system, commands.getoutput]
  no_shell: [os.execl]
try_except_pass: {check_typed_exception: true}
try_except_continue: {check_typed_exception: true}
ssl_with_bad_version: {bad_protocol_versions: [PROTOCOL_SSLv2, TLSv1_METHOD, SSLv3_METHOD]}
weak_cryptographic_key:
  weak_key_size_dsa_high: 2000
  weak_key_size_dsa_medium: 4096
  weak_key_size_rsa_high: 1500
  weak_key_size_rsa_medium: 3000
  weak_key_size_ec_high: 200
  weak_key_size_ec_medium: 300
markupsafe_xss: {extend_markup_names: [webhelpers.html.literal], allowed_calls: [bleach.clean]}
"""

PROFILES = """
profiles:
  shell:
    include: [subprocess_popen_with_shell_equals_true, start_process_with_a_shell]
  quiet:
    exclude: [assert_used, hardcoded_tmp_directory]
"""

CODE = {
    "src/app.py": b"import subprocess\nassert x\nsubprocess.call(y, shell=True)\n",
    "src/tests/test_app.py": b"assert x\nimport pickle\npickle.loads(y)\n",
    "src/tool": b"#!/usr/bin/env python\nexec(x)\n",
    "src/window.pyw": b"exec(x)\n",
    "src/.git/hook.py": b"exec(x)\n",
    "src/old.py": b"print 'x'\nexec 'y'\n",
    "src/latin.py": b"# coding: latin-1\nx = '\xe9'; eval(x)  # nosec B101\n",
    "src/crlf.py": b"x = 1\r\neval(x)\r\n\r\n",
    "src/wide.py": "x = '🐍é'; eval(x)\n".encode(),
    "src/order.py": b"""\
@decorate(eval('1'), password='secret')
def f(a=eval('2'), password='secret'):
    assert a if eval('3') else eval('4')
    return {eval('5'): eval('6'), 'password': 'x', eval('7'): eval('8')}
""",
    "src/nosec.py": b"""\
assert x  # nosec
assert x  # nosec B101
assert x  # nosec: B102
eval(
    x  # nosec
)
""",
    "broken.py": b"def f(:\n    x\n",
    "empty.py": b"",
    "options.yaml": OPTIONS.encode(),
    "profiles.yaml": PROFILES.encode(),
    "select.yaml": b"tests: [B101, B602, B307]\nskips: [B404]\nexclude_dirs: [src/tests]\n",
    "include.yaml": b"include: ['*.pyw', 'tool']\n",
    "pyproject.toml": b'[tool.bandit]\nexclude_dirs = ["tests"]\nskips = ["B101"]\n'
    b'[tool.bandit.assert_used]\nskips = ["*_test.py"]\n',
    "nothing.toml": b"[tool.other]\nx = 1\n",
    "ini/one/.bandit": b"[bandit]\nskips = B101\nrecursive = true\n",
    "ini/one/a.py": b"assert x\neval(x)\n",
    "arguments.ini": b"[bandit]\n# what to scan\ntargets: src\nrecursive: 1\nexclude: src/tests,src/old.py\n"
    b"number = 1\nformat = json\n",
    "with space, and comma.py": b"eval(x)\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bandit")
    for name, contents in CODE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
    return folder


def assert_same_json(*arguments, cwd, stdin=b""):
    code, output = real_bandit(*arguments, cwd=cwd, stdin=stdin)
    mine = meerkat_bandit(*arguments, cwd=cwd, stdin=stdin)
    assert mine.returncode == code, mine.stderr.decode()
    expected = without_wording(json.loads(output))
    actual = without_wording(json.loads(mine.stdout))
    assert actual == expected


EXAMPLES = ("-q", "-f", "json", "-r", "examples")


@pytest.mark.parametrize(
    "arguments",
    (
        (),
        ("-a", "vuln"),
        ("-n", "7"),
        ("-n0",),
        ("-ll",),
        ("-lll", "-iii"),
        ("--severity-level", "medium", "--confidence-level=high"),
        ("-t", "B101,B102,B301"),
        ("-s", "B101,B404,B603"),
        ("-t", "B001"),
        ("-t", "B001,B403"),
        ("-s", "B001"),
        ("--ignore-nosec",),
        ("-x", "examples/os_system.py,*ssl*"),
        ("--exit-zero",),
        ("--excl", "examples/init-py-test"),
    ),
    ids=" ".join,
)
def test_examples(arguments):
    assert_same_json(*EXAMPLES, *arguments, cwd=SOURCE)


@pytest.mark.parametrize("arguments", ((), ("-ll",), ("-s", "B101")), ids=" ".join)
def test_examples_as_csv(arguments):
    arguments = ("-q", "-fcsv", "-r", "examples", *arguments)
    code, output = real_bandit(*arguments)
    mine = meerkat_bandit(*arguments)
    assert mine.returncode == code
    assert csv_without_wording(mine.stdout.decode()) == csv_without_wording(output)


@pytest.mark.parametrize(
    "arguments",
    (
        "-r src",
        "-r .",
        "-r src/ -x src/tests",
        "-r src -x ./src/tests,*.pyw",
        "src/app.py src/tool src/window.pyw",
        "src",
        "-r {folder}/src",
        "broken.py empty.py missing.py",
        "-r src -c options.yaml",
        "-r src -c select.yaml",
        "-r src -c include.yaml",
        "-r src -c pyproject.toml",
        "-r src -c nothing.toml",
        "-r src -c profiles.yaml -p shell",
        "-r src -c profiles.yaml -p quiet",
        "-r src -c pyproject.toml -s B404 -t B602,B307 --skip B403",
        "ini/one",
        "--ini ini/one/.bandit -r src",
        "--ini arguments.ini",
        "--ini arguments.ini -n 5 -r src/tests",
        "-r src -l",
        "-r src -i -ll",
        "src/order.py src/nosec.py",
    ),
)
def test_small_project(folder, arguments):
    arguments = arguments.format(folder=folder).split()
    assert_same_json("-q", "-f", "json", *arguments, cwd=folder)


def test_examples_with_the_options_of_tests(folder, tmp_path):
    shutil.copytree(SOURCE / "examples", tmp_path / "examples")
    (tmp_path / "options.yaml").write_text(OPTIONS)
    assert_same_json(*EXAMPLES, "-c", "options.yaml", cwd=tmp_path)


def test_standard_input(folder):
    code = b"import pickle\r\nx = 1\neval(x)"
    assert_same_json("-q", "-f", "json", "-", cwd=folder, stdin=code)


@pytest.mark.parametrize(
    "arguments",
    (
        "-r src -c missing.yaml",
        "-r src -c empty.py/x",
        "-r src -c src/app.py",
        "-r src -c profiles.yaml -p unknown",
        "-r src -t B101 -s B101",
        "-r src -t B999",
        "-r src --unknown",
        "-r src -f nonsense",
        "-r src -q -v",
        "-r src -l --severity-level low",
        "-r src --msg-template x",
        "-r src -f custom --msg-template x",
        "-r src -b missing.json -f json",
        "-r src -n x",
        "-r src --con x",
        "-r src -n",
        "",
    ),
)
def test_errors(folder, arguments):
    arguments = arguments.split()
    code, output = real_bandit(*arguments, cwd=folder)
    mine = meerkat_bandit(*arguments, cwd=folder)
    assert code == 2
    assert mine.returncode == 2
    assert mine.stderr or mine.stdout.startswith(b"usage: ")
    assert b"results" not in mine.stdout


def test_what_bandit_cannot_parse_is_scanned_and_named(tmp_path):
    (tmp_path / "broken.py").write_text("def f(:\n    pass\neval(x)\n")
    (tmp_path / "python2.py").write_text("print 'x'\neval(x)\n")
    done = meerkat_bandit("-q", "-f", "json", "-r", ".", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert done.returncode == 1
    reason = "syntax error while parsing AST from file"
    names = ["./broken.py", "./python2.py"]
    assert report["errors"] == [{"filename": name, "reason": reason} for name in names]
    assert [result["filename"] for result in report["results"]] == names


def lines_of(text):
    """What scripts look for in a report for people: everything but times and wordings."""
    text = re.sub(r"Run started:.*", "Run started:", text)
    text = re.sub(r"(>> Issue: \[\w+:\w+\]) .*", r"\1", text)
    return text.splitlines()


@pytest.mark.parametrize(
    "arguments",
    ("-r src", "-r src -v", "-r src -n 1 -lll", "empty.py", "-q empty.py", "broken.py -q"),
)
def test_text(folder, arguments):
    arguments = ("-f", "txt", *arguments.split())
    code, output = real_bandit(*arguments, cwd=folder)
    mine = meerkat_bandit(*arguments, cwd=folder)
    assert mine.returncode == code
    assert lines_of(mine.stdout.decode()) == lines_of(output)


@pytest.mark.parametrize(
    "template",
    (
        "{relpath:20.20s}: {line:03}: {test_id:^8}: DEFECT",
        "{abspath}:{line}:{col}-{end_col} {severity}/{confidence} {range} {cwe}",
        "{{x}} {unknown} {test_id!r:>8}",
        "{line:>6}|{col:<4}|{relpath!s}",
    ),
)
def test_custom(folder, template):
    arguments = ("-f", "custom", "--msg-template", template, "-r", "src")
    code, output = real_bandit(*arguments, cwd=folder)
    mine = meerkat_bandit(*arguments, cwd=folder)
    assert mine.returncode == code
    if "!r:" in template:  # Bandit puts the conversion behind the format and breaks off
        assert b"'B" in mine.stdout
    else:
        assert mine.stdout.decode() == output


def test_formats_of_programs(folder):
    """The same issues in each format, in the fields that Bandit has."""
    yaml = pytest.importorskip("yaml")
    from xml.etree import ElementTree

    report = json.loads(meerkat_bandit("-qr", "src", "-f", "json", cwd=folder).stdout)
    as_yaml = yaml.safe_load(meerkat_bandit("-qr", "src", "-f", "yaml", cwd=folder).stdout)
    as_yaml.pop("generated_at"), report.pop("generated_at")
    for result in report["results"]:
        result["code"] = result["code"].replace("\n", "\\n")
    assert as_yaml == report

    tree = ElementTree.fromstring(meerkat_bandit("-qr", "src", "-f", "xml", cwd=folder).stdout)
    _, output = real_bandit("-qr", "src", "-f", "xml", cwd=folder)
    expected = ElementTree.fromstring(output)
    assert tree.attrib == expected.attrib
    for mine, real in zip(tree, expected, strict=True):
        assert mine.attrib == real.attrib
        for name in ("more_info", "type"):
            assert mine[0].get(name) == real[0].get(name)
        assert mine[0].text.splitlines()[:2] == real[0].text.splitlines()[:2]
        assert mine[0].text.splitlines()[-1] == real[0].text.splitlines()[-1]

    sarif = json.loads(meerkat_bandit("-qr", "src", "-f", "sarif", cwd=folder).stdout)
    (run,) = sarif["runs"]
    assert [result["ruleId"] for result in run["results"]] == [
        result["test_id"] for result in report["results"]
    ]
    assert run["tool"]["driver"]["name"] == "Bandit"

    page = meerkat_bandit("-qr", "src", "-f", "html", cwd=folder).stdout.decode()
    assert page.count('<div id="issue-') == len(report["results"])
    assert f'<span id="loc">{report["metrics"]["_totals"]["loc"]}</span>' in page


class TestBaseline:
    """A report of Bandit's or of our own: what it has is not reported again."""

    @pytest.mark.parametrize("writer", (meerkat_bandit, real_bandit), ids=("own", "bandit"))
    def test_only_what_is_new(self, tmp_path, writer):
        file = tmp_path / "a.py"
        file.write_text("assert x\neval(x)\n")
        done = writer("-q", "-f", "json", "a.py", cwd=tmp_path)
        baseline = done.stdout.decode() if writer is meerkat_bandit else done[1]
        (tmp_path / "baseline.json").write_text(baseline)
        arguments = ("-q", "-f", "json", "-b", "baseline.json", "a.py")
        same = meerkat_bandit(*arguments, cwd=tmp_path)
        assert same.returncode == 0
        assert json.loads(same.stdout)["results"] == []

        file.write_text("import pickle\nassert x\nassert y\neval(x)\n")
        new = meerkat_bandit(*arguments, cwd=tmp_path)
        assert new.returncode == 1
        # Bandit does not see that the second assert is new: it has the words of the first.
        ids = [result["test_id"] for result in json.loads(new.stdout)["results"]]
        assert ids == (["B403"] if writer is meerkat_bandit else ["B403", "B101"])

    def test_as_bandit_decides(self, tmp_path):
        file = tmp_path / "a.py"
        file.write_text("assert x\neval(x)\n")
        _, old = real_bandit("-q", "-f", "json", "a.py", cwd=tmp_path)
        (tmp_path / "old.json").write_text(old)
        own = meerkat_bandit("-q", "-f", "json", "a.py", cwd=tmp_path)
        (tmp_path / "own.json").write_bytes(own.stdout)
        file.write_text("eval(x)\nexec(x)\nexec(y)\n")
        code, output = real_bandit("-q", "-f", "json", "-b", "old.json", "a.py", cwd=tmp_path)
        mine = meerkat_bandit("-q", "-f", "json", "-b", "own.json", "a.py", cwd=tmp_path)
        assert mine.returncode == code == 1
        assert without_wording(json.loads(mine.stdout)) == without_wording(json.loads(output))


def expectations():
    """(test, example files, counts) as Bandit's functional tests state them, read from its source."""
    source = SOURCE / "tests" / "functional" / "test_functional.py"
    if not source.exists():
        return
    for test in ast.walk(ast.parse(source.read_text())):
        # What sets options or ignores comments is in the rows above.
        if not isinstance(test, ast.FunctionDef) or "b_mgr" in ast.unparse(test):
            continue
        names = {}
        for statement in test.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                names[statement.targets[0].id] = statement.value
            call = getattr(statement, "value", None)
            if getattr(getattr(call, "func", None), "attr", None) != "check_example":
                continue
            if call.keywords or len(call.args) != 2:
                continue
            try:
                example, expected = (
                    ast.literal_eval(names[one.id] if isinstance(one, ast.Name) else one)
                    for one in call.args
                )
            except (KeyError, ValueError):
                continue  # computed
            yield pytest.param(example, expected, id=f"{test.name}-{example}")


@pytest.fixture(scope="module")
def counts():
    """By example file: counts of severity and confidence of what we find."""
    report = json.loads(meerkat_bandit("-q", "-f", "json", "-r", "examples").stdout)
    return report["metrics"]


@pytest.mark.parametrize(("example", "expected"), tuple(expectations()))
def test_functional_expectations(counts, example, expected):
    metrics = counts[f"examples/{example}"]
    for kind, by_level in expected.items():
        for level, count in by_level.items():
            assert metrics.get(f"{kind}.{level}", 0) == count, (kind, level)


def test_there_are_expectations():
    assert len(tuple(expectations())) > 60
