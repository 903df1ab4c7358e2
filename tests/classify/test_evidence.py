import pytest

from classify.evidence import group_signals, weigh_signals
from classify.models import CapabilityModel, Evidence
from tests.classify.invented_signals import seen


def model(*evidence: Evidence, prior: float = 0.0) -> CapabilityModel:
    return CapabilityModel("invented", prior, evidence)


def test_the_second_piece_of_a_group_counts_half_and_the_third_a_quarter() -> None:
    evidence = [Evidence(f"rule {v}", "words", "word", 2.0, "", values=frozenset({v})) for v in ("a", "b", "c")]
    signals = group_signals([seen("word", "a"), seen("word", "b"), seen("word", "c")])
    assert weigh_signals(model(*evidence, prior=-1.0), signals).log_odds == pytest.approx(-1.0 + 2.0 + 1.0 + 0.5)


def test_different_groups_add_up_whole() -> None:
    evidence = [Evidence("one", "words", "word", 1.5, ""), Evidence("two", "structure", "form", 2.5, "")]
    weighed = weigh_signals(model(*evidence), group_signals([seen("word", "a"), seen("form", "basket")]))
    assert weighed.log_odds == pytest.approx(4.0)
    assert weighed.groups == {"words", "structure"}


def test_evidence_against_does_not_use_up_the_room_of_evidence_for() -> None:
    evidence = [
        Evidence("for", "words", "word", 2.0, "", values=frozenset({"a"})),
        Evidence("against", "words", "word", -3.0, "", values=frozenset({"b"})),
    ]
    weighed = weigh_signals(model(*evidence), group_signals([seen("word", "a"), seen("word", "b")]))
    assert weighed.log_odds == pytest.approx(-1.0)
    assert weighed.groups == {"words"}


def test_seen_less_often_than_asked_does_not_count() -> None:
    rule = Evidence("prices", "products", "price", 1.0, "", at_least=3)
    assert weigh_signals(model(rule), group_signals([seen("price", "EUR 1"), seen("price", "EUR 2")])).log_odds == 0
    assert weigh_signals(model(rule), group_signals([seen("price", "EUR 1"), seen("price", "EUR 2", times=2)])).log_odds == 1


def test_the_same_word_at_another_place_does_not_count() -> None:
    rule = Evidence("buy", "words", "word", 1.0, "", values=frozenset({"buy_now"}), places=frozenset({"button"}))
    assert weigh_signals(model(rule), group_signals([seen("word", "buy_now", "text")])).reasons == ()


def test_evidence_gives_way_to_what_it_names_under_unless() -> None:
    quote = Evidence("quote", "words", "word", -1.0, "", values=frozenset({"quote"}), unless=frozenset({"basket"}))
    basket = Evidence("basket", "words", "word", 2.0, "", values=frozenset({"basket"}))
    both = weigh_signals(model(quote, basket), group_signals([seen("word", "quote"), seen("word", "basket")]))
    alone = weigh_signals(model(quote, basket), group_signals([seen("word", "quote")]))
    assert (both.log_odds, alone.log_odds) == (2.0, -1.0)
