"""What ./run bench --check says of a figure: held, missed, worse than the last one, not measured."""

import sys

import pytest
from harness.environment import ROOT

sys.path.insert(0, str(ROOT / "tests" / "bench"))

from bars import Row, check  # noqa: E402

AT_MOST = Row("time", lambda r: r["figure"]["value"], bar=1.0, aim=0.5)
AT_LEAST = Row("rate", lambda r: r["figure"]["value"], bar=1.0, aim=2.0, at_least=True)
HERE_ONLY = Row("ms", lambda r: r["figure"]["value"], bar=50, unit="ms", portable=False)


def result(value):
    return {"time": "2026-01-01T00:00:00+00:00", "figure": {"value": value}}


@pytest.mark.parametrize(
    ("row", "now", "then", "held", "verdict"),
    [
        (AT_MOST, 0.9, 0.9, True, "held"),
        (AT_MOST, 1.0, None, True, "held"),
        (AT_MOST, 0.5, 0.5, True, "aim reached"),
        (AT_MOST, 1.1, 1.1, False, "MISSED"),
        (AT_MOST, 0.9, 0.6, False, "WORSE than then"),
        (AT_LEAST, 1.5, 1.5, True, "held"),
        (AT_LEAST, 2.0, 2.0, True, "aim reached"),
        (AT_LEAST, 0.9, 0.9, False, "MISSED"),
        (AT_LEAST, 1.5, 2.0, False, "WORSE than then"),
        (HERE_ONLY, 49, 10, True, "held"),
        (HERE_ONLY, 51, 51, False, "MISSED"),
    ],
)
def test_a_figure_is_judged(capsys, row, now, then, held, verdict):
    reference = None if then is None else result(then)
    assert check(result(now), reference, (row,)) is held
    assert capsys.readouterr().out.rstrip().endswith(verdict)


def test_what_was_not_measured_is_not_held(capsys):
    assert not check({}, result(1), (AT_MOST,))
    assert "not measured" in capsys.readouterr().out


def test_a_result_without_the_figure_is_no_reference(capsys):
    assert check(result(0.9), {"time": "2026-01-01T00:00:00+00:00"}, (AT_MOST,))
    assert "held" in capsys.readouterr().out


def test_one_missed_bar_fails_all():
    assert not check(result(1.5), None, (AT_MOST, AT_LEAST))
