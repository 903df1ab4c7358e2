"""One decision over all candidates and none, against sums written out by hand."""

import itertools
import math

import pytest

from catalogue.profiles import load_profile
from classify.linking.aliases import group_aliases
from classify.linking.posterior import combine_candidates
from classify.linking.priors import expit, load_priors
from classify.linking.rivals import TIED_WEIGHT, Claim, Claims, add_claim, weigh_rivals
from store.linking import PairVisit

SECOND = 0.1


def test_without_candidates_there_is_none_and_with_one_its_odds_decide() -> None:
    assert combine_candidates([], SECOND).none == 1
    one = combine_candidates([math.log(4)], SECOND)
    assert (one.sites[0], one.none) == (pytest.approx(0.8), pytest.approx(0.2))


def test_the_posterior_equals_the_sum_over_all_sets_of_candidates() -> None:
    odds = [9.0, 3.0, 0.5]
    weights = {
        chosen: math.prod(odds[i] for i in chosen) * SECOND ** max(0, len(chosen) - 1)
        for size in range(4)
        for chosen in itertools.combinations(range(3), size)
    }
    total = sum(weights.values())
    posterior = combine_candidates([math.log(o) for o in odds], SECOND)
    assert posterior.none == pytest.approx(weights[()] / total)
    for place in range(3):
        assert posterior.sites[place] == pytest.approx(sum(w for chosen, w in weights.items() if place in chosen) / total)


def test_equally_good_candidates_take_from_each_other_but_two_sure_ones_stand_together() -> None:
    alike, sure = combine_candidates([1.0, 1.0], 0.03), combine_candidates([7.0, 7.0], 0.03)
    assert max(alike.sites) < 0.5
    assert min(sure.sites) > 0.95


def test_priors_rise_with_size_and_development_and_their_pull_is_bounded() -> None:
    kenya, germany, uganda = (load_priors(load_profile(code)) for code in ("KE", "DE", "UG"))
    shares = [expit(kenya.log_odds(size, "G")) for size in ("S0T9", "S10T49", "S50T249", "S_GE250")]
    assert shares == sorted(shares)
    assert shares[1] == pytest.approx(0.349, abs=5e-4)  # small enterprises in trade: logit(.42) - .3 = -.623
    assert expit(germany.log_odds("S10T49", "G")) > 0.6 > 0.3 > expit(uganda.log_odds("S10T49", "G"))
    assert abs(kenya.shift(-9.0)) == kenya.most_shift


def test_a_claim_by_name_gives_way_to_an_anchored_one_and_shares_with_equals() -> None:
    loose, tied = Claim(2.0, False, False, False), Claim(6.0, True, True, False)
    hopeless, claims = Claim(-5.0, False, False, False), dict[str, Claims]()
    for claim in (loose, loose, tied, hopeless):
        add_claim(claims, "a.xd", claim)
    add_claim(claims, "b.xd", hopeless)
    assert list(claims) == ["a.xd"]
    piece = weigh_rivals(loose, claims["a.xd"])
    assert piece is not None
    assert piece.weight == pytest.approx(TIED_WEIGHT - math.log1p(math.exp(2.0)))
    assert weigh_rivals(tied, claims["a.xd"]) is None


def test_a_site_that_shows_the_facts_of_many_is_no_directory_to_whom_the_register_or_another_source_names_it() -> None:
    crowd = Claims(loose=0.0, tied=7, shown=7)
    shown, by_source, named = (Claim(5.0, True, shows, names) for shows, names in ((True, False), (False, False), (True, True)))
    piece = weigh_rivals(shown, crowd)
    assert piece is not None
    assert piece.name == "rivals.crowd"
    assert weigh_rivals(by_source, crowd) is None
    assert weigh_rivals(named, crowd) is None
    assert weigh_rivals(Claim(5.0, False, False, True), crowd) is None  # nor does the register's word give way to who is tied to the site


def visit(site: str, final_url: str | None = None, digest: str | None = None, status: str = "ok", kind: str = "own") -> PairVisit:
    return PairVisit(site, "guess", None, kind, status, final_url, digest)


def test_aliases_lead_to_one_host_or_show_one_page() -> None:
    visits = [
        visit("new.xd", "http://www.new.xd/", "n"),
        visit("old.xd", "https://www.new.xd/home", "x"),
        visit("copy.xd", "http://copy.xd/", "n"),
        visit("other.xd", "http://other.xd/", "o"),
        visit("parked-a.xd", None, "p", "parked"),
        visit("parked-b.xd", None, "p", "parked"),
    ]
    groups = group_aliases(visits)
    assert groups["old.xd"] == groups["copy.xd"] == groups["new.xd"]
    assert [groups[site] for site in ("other.xd", "parked-a.xd", "parked-b.xd")] == ["other.xd", "parked-a.xd", "parked-b.xd"]


def test_two_that_lead_to_a_third_that_nobody_proposed_are_one() -> None:
    groups = group_aliases([visit("a.xd", "http://away.xd/"), visit("b.xd", "http://away.xd/")])
    assert groups == {"a.xd": "a.xd", "b.xd": "a.xd"}


def test_sites_of_one_builders_host_are_no_aliases_of_each_other_but_whose_domain_leads_to_one_is() -> None:
    one, two = "sites.google.com/view/one", "sites.google.com/view/two"
    groups = group_aliases([
        visit(one, f"https://{one}/home", kind="shared"),
        visit(two, f"https://{two}", kind="shared"),
        visit("one.xd", f"https://{one}/home"),
        visit("three.xd", "https://sites.google.com/view/three"),
        visit("four.xd", "https://sites.google.com/view/four"),
    ])  # fmt: skip
    assert groups == {one: one, two: two, "one.xd": one, "three.xd": "three.xd", "four.xd": "four.xd"}
