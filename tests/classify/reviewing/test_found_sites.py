from classify.reviewing import open_audit, take_act
from classify.reviewing.found_sites import read_reviewed_sites, settle_sites
from tests.classify.reviewing.conftest import COUNTRY, SAMPLE, WAVE
from tests.classify.reviewing.reviewers import FOUND_NOTHING, answer_all, claim

A, B = frozenset({"a.com"}), frozenset({"b.com"})


def test_reviewers_who_chose_nothing_in_common_tell_nothing_until_adjudicated():
    assert settle_sites([("E", False, A), ("E", False, B)]) == {}
    assert settle_sites([("E", False, A), ("E", False, frozenset())]) == {}
    assert settle_sites([("E", False, A), ("E", False, B), ("E", True, B)]) == {"E": B}
    assert settle_sites([("E", False, A), ("E", False, A | B)]) == {"E": A | B}
    assert settle_sites([("E", False, frozenset()), ("E", False, frozenset())]) == {"E": frozenset()}


def test_nobody_has_reviewed_before_anything_is_done(wave, queue):
    take_act(wave, "ann", claim(wave, queue, "ann", "E0"), "scope", answer="y")
    assert read_reviewed_sites(wave, COUNTRY, WAVE) is None


def test_sites_found_none_found_and_not_found_out(wave, queue):
    answer_all(wave, claim(wave, queue, "ann", "E0"), "ann")
    for enterprise, search in (("E4", FOUND_NOTHING), ("E3", {"outcome": "not_found_out"})):
        task = claim(wave, queue, "ann", enterprise)
        take_act(wave, "ann", task, "scope", answer="y")
        take_act(wave, "ann", task, "search", content=search)
    begun = claim(wave, queue, "ann", "E1")
    take_act(wave, "ann", begun, "scope", answer="y")
    take_act(wave, "ann", begun, "sites", content={"own": ["beta.com"]})
    found = read_reviewed_sites(wave, COUNTRY, WAVE)
    assert found is not None
    assert (found.purpose, dict(found.sites)) == ("audit", {"E0": frozenset({"alpha.com"}), "E4": frozenset()})


def test_a_page_elsewhere_is_no_website(wave):
    queue = open_audit(wave, COUNTRY, WAVE, SAMPLE, double_share=0.0, by="maria")
    task = claim(wave, queue, "ann", "E2")
    take_act(wave, "ann", task, "scope", answer="y")
    take_act(wave, "ann", task, "search", content={**FOUND_NOTHING, "outcome": "found", "address": "facebook.com/gamma"})
    take_act(wave, "ann", task, "sites", content={"own": ["facebook.com/gamma"]})
    for question in ("marketplace_presence", "social_commerce"):
        take_act(wave, "ann", task, "question", question=question, answer="no")
    found = read_reviewed_sites(wave, COUNTRY, WAVE)
    assert found is not None
    assert dict(found.sites) == {"E2": frozenset()}
