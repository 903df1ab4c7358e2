"""Aggregates of activities hold what their definitions say."""

import pytest

from catalogue import aggregates
from catalogue.aggregates import load_aggregates
from catalogue.errors import ProfileError


def _find(code):
    return next(a for a in load_aggregates() if a.code == code)


def test_the_total_comes_first_and_covers_units_of_unknown_activity():
    assert load_aggregates()[0].code == "_T"
    assert load_aggregates()[0].covers(None, None) is True


def test_the_european_scope_leaves_out_finance_mining_and_veterinaries():
    scope = _find("C10-S951_X_K")
    inside = ["1071", "3510", "3600", "4100", "4711", "4911", "5510", "5811", "6810", "6910", "7490", "8299", "9511", "9512"]
    outside = ["0111", "0510", "6419", "6512", "7500", "8411", "8510", "8610", "9000", "9521", "9601"]
    assert [scope.covers(code, None) for code in inside] == [True] * len(inside)
    assert [scope.covers(code, None) for code in outside] == [False] * len(outside)


def test_the_ict_sector_is_that_of_the_oecd():
    ict = _find("ICT")
    expected = "2610 2620 2630 2640 2680 4651 4652 5820 6110 6120 6130 6190 6201 6202 6209 6311 6312 9511 9512"
    assert " ".join(sorted(ict.classes)) == expected


def test_a_unit_known_too_coarsely_is_undecided():
    assert _find("C10-S951_X_K").covers(None, "M") is None
    assert _find("C10-S951_X_K").covers("95", "S") is None
    assert _find("ICT").covers("465", "G") is None
    assert _find("ICT").covers(None, "A") is False
    assert _find("G").covers("47", "G") is True
    assert _find("G").covers(None, None) is None


def test_every_section_is_an_aggregate():
    assert [a.code for a in load_aggregates() if len(a.code) == 1] == list("ABCDEFGHIJKLMNOPQRSTU")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('code = "X"\nname = "x"\nversion = "1"\nsource = "s"\nincludes = ["4799", "9999"]\n', "does not have: 9999"),
        ('code = "X"\n', "cannot be read"),
        ("code = ", "cannot be read"),
    ],
)
def test_a_faulty_aggregate_is_refused(tmp_path, monkeypatch, text, words):
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(aggregates, "FOLDER", tmp_path)
    with pytest.raises(ProfileError, match=words):
        load_aggregates.__wrapped__()
