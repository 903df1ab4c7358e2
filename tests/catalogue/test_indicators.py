from pathlib import Path

import pytest

from catalogue import indicators
from catalogue.capabilities import load_capabilities
from catalogue.errors import ProfileError
from catalogue.indicators import find_indicator, load_context, load_indicators

GOOD = """
name = "Name"
kind = "core"
definition = "d"
numerator = "n"
denominator = "d"
on_web = "no"
web_reason = "r"
basis = "survey"
match = "none"
eurostat = []
oecd = []
sources = ["s"]
"""
TIE = '[[ties]]\nframework = "WSIS"\ncode = "C7"\nname = "e-business"\nsource = "A report"\nurl = ""\n'


def read(text: str, tmp_path: Path) -> indicators.Indicator:
    path = tmp_path / "B99.toml"
    path.write_text(text, encoding="utf-8")
    return indicators._read_indicator(path)


def test_the_core_indicators_are_there_in_order_and_before_our_own() -> None:
    codes = [indicator.code for indicator in load_indicators()]
    assert codes[:12] == [f"B{n}" for n in range(1, 13)]
    assert len(codes) == len(set(codes))


def test_every_capability_has_an_indicator_of_its_own_name_that_says_the_same() -> None:
    capabilities = load_capabilities()
    own = {indicator.code: indicator for indicator in load_indicators() if indicator.kind == "capability"}
    assert set(own) == set(capabilities)
    for key, capability in capabilities.items():
        assert own[key].capability == key
        assert own[key].match == capability.match
        known = {*own[key].eurostat, *(["B5"] if key == "web_presence" else [])}
        assert not capability.official or capability.official in known


def test_no_behaviour_is_published_from_websites_alone() -> None:
    orders = find_indicator("b7")
    assert orders is not None
    assert (orders.basis, orders.match, orders.on_web) == ("labels", "proxy", "partly")
    assert find_indicator("online_ordering").basis == "website"  # type: ignore[union-attr]
    assert "E_AWSELL" in orders.eurostat


def test_what_the_web_cannot_show_rests_on_surveys() -> None:
    for indicator in load_indicators():
        assert (indicator.on_web == "no") == (indicator.basis == "survey"), indicator.code
        assert indicator.web_reason.endswith(".")


def test_ties_are_few_and_each_names_its_source() -> None:
    ties = [(indicator.code, tie) for indicator in load_indicators() for tie in indicator.ties]
    assert ties
    assert all(tie.source for _, tie in ties)
    assert {code for code, _ in ties} == {"B1", "B3", "B9"}
    assert not [tie for _, tie in ties if tie.framework == "SDG"]


def test_what_was_not_found_in_a_source_is_context_and_no_tie() -> None:
    statements = load_context()
    assert all(statement.source for statement in statements)
    assert any("26 ICT indicators to 27 SDG targets" in statement.statement for statement in statements)
    assert {"SDG", "WSIS"} <= {statement.framework for statement in statements}


def test_an_unknown_code_is_no_indicator() -> None:
    assert find_indicator("B13") is None


def test_a_tie_with_its_source_is_kept(tmp_path: Path) -> None:
    assert read(GOOD + TIE, tmp_path).ties[0].code == "C7"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace('name = "Name"', ""), "`name` must be a text"),
        (GOOD.replace('match = "none"', 'match = "nearly"'), "`match` must be one of exact, proxy, none"),
        (GOOD.replace("oecd = []", 'oecd = "X"'), "`oecd` must be a list"),
        (GOOD + 'colour = "red"', "`colour` is not known"),
        (GOOD + TIE.replace('"A report"', '" "'), "a tie without its source cannot be kept"),
        (GOOD + TIE.replace('source = "A report"\n', ""), "each of `ties` must have"),
        (GOOD + TIE.replace("WSIS", "MDG"), "framework of a tie"),
        (GOOD + "name = ", "cannot be read as TOML"),
    ],
)
def test_a_file_with_a_mistake_is_refused_in_one_sentence(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"B99\.toml") as caught:
        read(text, tmp_path)
    assert words in str(caught.value)
