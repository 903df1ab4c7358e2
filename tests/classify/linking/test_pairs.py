"""The log-odds of a pair, counted by hand."""

import math

import pytest

from catalogue.linking import load_candidate_sources, load_comparison_kinds
from classify.linking.pairs import name_evidence, weigh_pair
from classify.linking.posterior import combine_candidates
from classify.linking.weights import load_link_model

MODEL = load_link_model()
WEIGHT = {e.name: e.weight for e in MODEL.weights.evidence}


def log_odds(levels: dict[str, str], sources: dict[str, float | None]) -> float:
    return weigh_pair(MODEL, name_evidence(MODEL, levels, sources)).log_odds


def probability(levels: dict[str, str], sources: dict[str, float | None]) -> float:
    return 1 / (1 + math.exp(-log_odds(levels, sources)))


def test_every_weight_speaks_of_a_level_or_a_source_that_exists() -> None:
    known = {f"{kind.key}.{level}" for kind in load_comparison_kinds().values() for level in kind.levels}
    known |= {f"source.{source}" for source in load_candidate_sources()}
    known |= {f"source.{source}.{level}" for source in load_candidate_sources() for level in ("high", "middle", "low")}
    assert {name for name in WEIGHT if not name.startswith("together.")} <= known
    assert {name for parts in MODEL.together.values() for part in parts for name in part} <= known


def test_levels_against_never_weigh_for_a_pair_and_the_strongest_level_weighs_most() -> None:
    for kind in load_comparison_kinds().values():
        weights = [WEIGHT.get(f"{kind.key}.{level}", 0.0) for level in kind.levels]
        assert all(WEIGHT.get(f"{kind.key}.{level}", 0.0) <= 0 for level in kind.against)
        assert weights[0] == max(weights)


def test_a_sum_counted_by_hand_with_half_for_the_second_piece_of_a_group() -> None:
    levels = {"name": "exact", "host_name": "exact", "place": "contact"}
    expected = -5.0 + 3.5 + 2.0 / 2 + 1.5 + 4.2 - 1.2  # start, name, its second piece, place, a good list, listed for the name
    assert log_odds(levels, {"list": 0.9}) == pytest.approx(expected)
    assert probability(levels, {"list": 0.9}) == pytest.approx(1 / (1 + math.exp(-expected)))


def test_an_equal_number_makes_the_rest_matter_little() -> None:
    sure, doubtful = {"identifier": "equal"}, {"identifier": "equal", "name": "none", "place": "none"}
    assert probability(sure, {"guess": 0.5}) > 0.99
    assert probability(doubtful, {"guess": 0.5}) > 0.9


def test_a_common_name_in_another_town_proves_nothing_but_a_rare_one_in_the_same_town_does() -> None:
    common = {"name": "exact", "name_rarity": "many", "place": "none", "postcode": "other"}
    rare = {"name": "exact", "name_rarity": "unique", "place": "contact", "country": "own"}
    assert probability(common, {"guess": 0.8}) < 0.05
    assert probability(rare, {"guess": 0.8}) > 0.9


def test_a_directory_that_shows_the_number_is_nobodys_website() -> None:
    listed = {"owner": "many", "identifier": "equal", "phone": "equal", "name": "exact"}
    assert probability(listed, {"search": 0.9}) < 0.5


def test_the_same_fact_from_two_sources_counts_less_than_twice() -> None:
    alone, both = log_odds({}, {"list": 0.9}), log_odds({}, {"list": 0.9, "guess": 0.9})
    assert both - alone == pytest.approx(4.0 / 2)


def test_the_domain_of_the_mail_address_counts_once_as_source_and_as_the_sites_domain() -> None:
    alone, doubled = log_odds({}, {"email": None}), log_odds({"email": "domain"}, {"email": None})
    assert alone == pytest.approx(1.2)  # start -5, source 6.2
    assert doubled == alone
    called = log_odds({"phone": "near"}, {"email": None}), log_odds({"phone": "near", "email": "domain"}, {"email": None})
    assert called[0] == called[1] > alone
    assert log_odds({"email": "domain"}, {"guess": 0.5}) - log_odds({}, {"guess": 0.5}) == pytest.approx(3.5)


def test_hundreds_of_hopeless_candidates_leave_none_as_sure_as_it_is() -> None:
    hopeless = weigh_pair(MODEL, name_evidence(MODEL, {"name": "none", "owner": "other", "country": "other"}, {"list": 0.4})).log_odds
    assert hopeless == pytest.approx(-5 + 3.0 - 2.2 - 3.0 - 2.0)
    assert combine_candidates([hopeless] * 500, 0.03).none > 0.94
    assert combine_candidates([weigh_pair(MODEL, {"owner.many", "identifier.other", "name.none"}).log_odds] * 500, 0.03).none > 0.99


def test_a_part_of_the_name_counts_on_a_domain_made_of_it() -> None:
    elsewhere, own = {"name": "part", "host_name": "part"}, {"name": "part", "host_name": "starts"}
    assert probability(elsewhere, {"list": 0.4}) < 0.2
    assert probability(own, {"list": 0.4}) > 0.5


def test_a_sources_word_weighs_by_its_score_and_without_one_in_the_middle() -> None:
    scores = {0.7: "high", 0.69: "middle", 0.3: "middle", 0.29: "low", None: "middle"}
    for score, level in scores.items():
        assert f"source.search.{level}" in name_evidence(MODEL, {}, {"search": score})
    assert "source.guess.high" in name_evidence(MODEL, {}, {"guess": 0.1})  # as weights.toml says: a guess's score is a chance
    assert "source.register" in name_evidence(MODEL, {}, {"register": 0.1})


def test_what_speaks_against_a_pair_is_not_discounted_by_what_speaks_for_it() -> None:
    levels = {"name": "exact", "host_name": "none", "name_in_text": "exact"}  # one group: +3.5, -0.7, and a second +1.5
    assert log_odds(levels, {}) == pytest.approx(MODEL.weights.prior + WEIGHT["name.exact"] + WEIGHT["name_in_text.exact"] / 2 - 0.7)
