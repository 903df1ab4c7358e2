"""The lists of sources and comparisons."""

from catalogue.leaving import load_leaves
from catalogue.linking import load_candidate_sources, load_comparison_kinds


def test_sources_that_tell_the_outside_something_name_what_leaves() -> None:
    sources = load_candidate_sources()
    assert {key for key, source in sources.items() if source.leave} == {"guess", "search"}
    assert {source.leave for source in sources.values()} - {""} <= set(load_leaves())


def test_levels_that_speak_against_a_pair_are_levels() -> None:
    for kind in load_comparison_kinds().values():
        assert set(kind.against) <= set(kind.levels)
        assert len(kind.levels) >= 2
