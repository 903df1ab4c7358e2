"""Releases of one wave together give nothing away that one of them hides."""

import numpy as np
import pytest

from aggregate.disclosure.rules import load_rules
from aggregate.publication.certifying import find_exposures
from catalogue.errors import ReleaseError
from store.estimates import COLUMNS, read_estimates, replace_estimates
from store.freshness import find_estimate_run
from store.opening import open_store
from store.records import Label, SampleDesign, SampledUnit
from store.reviews import append_labels, write_sample
from tests.aggregate.publication.stores_of_releases import WAVE, estimate, release, write_sections

FIRST = {"C": 4, "G": 8, "I": 9}
SECOND = {"C": 4, "G": 30, "I": 9}
"""Another twenty-two of G: now I would be the cheapest to hide beside the four of C."""


def read_sizes(store):
    """{section: number of enterprises}, None where no row shows it."""
    table = read_estimates(store, *WAVE)
    sizes = dict.fromkeys(table["activity"])
    sizes.update({a: n for a, n in zip(table["activity"], table["n_frame"], strict=True) if n is not None})
    return {section: sizes[section] for section in ("_T", *FIRST)}


def test_two_releases_whose_patterns_would_give_a_small_cell_away_do_not(store, tmp_path):
    write_sections(store, **FIRST)
    estimate(store)
    assert read_sizes(store) == {"_T": 21, "C": None, "G": None, "I": 9}
    release(store)
    write_sections(store, **SECOND)
    with open_store(tmp_path / "unaware.db") as unaware:
        write_sections(unaware, **SECOND)
        estimate(unaware)
        alone = read_sizes(unaware)
        rows = read_estimates(unaware, *WAVE, safe=False)
    assert alone == {"_T": 43, "C": None, "G": 30, "I": None}
    assert alone["_T"] - alone["G"] - 9 == FIRST["C"]  # what both together would tell
    estimate(store)
    assert read_sizes(store) == {"_T": 43, "C": None, "G": None, "I": 9}
    release(store)

    unsafe = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*rows.values(), strict=True)]
    replace_estimates(store, *WAVE, [{**row, "run": find_estimate_run(store, *WAVE).run} for row in unsafe])
    exposed = find_exposures(store, *WAVE, find_estimate_run(store, *WAVE), load_rules())
    assert "n_frame" in {found.name for found in exposed if found.computed}
    with pytest.raises(
        ReleaseError, match=r"all earlier releases of the wave \(cells: \d+, of numbers of enterprises.*ecomstat aggregate XD"
    ):
        release(store)
    with pytest.raises(ReleaseError, match="disclosure"):
        release(store, despite=("disclosure",))


def test_figures_that_are_shown_against_the_rules_are_not_released(store):
    write_sections(store, **FIRST)
    estimate(store)
    store.db.execute("UPDATE estimates SET suppressed = 'none' WHERE activity = 'C'")
    with pytest.raises(ReleaseError, match="could be worked out") as refused:
        release(store)
    assert "earlier release" not in str(refused.value), "there is none"
    assert "of numbers of enterprises, Chat on the website" in str(refused.value)
    for code in ("n_frame", "disclosure"):
        assert code not in str(refused.value)


def test_a_refused_release_is_told_in_the_language_of_the_user(store, in_french):
    write_sections(store, **FIRST)
    estimate(store)
    store.db.execute("UPDATE estimates SET suppressed = 'none' WHERE activity = 'C'")
    with pytest.raises(ReleaseError, match=r"Ce qui est masqué .* nombres d’entreprises, "):
        release(store)


def test_what_a_release_hid_stays_hidden_when_the_cell_has_grown(store):
    write_sections(store, **FIRST)
    estimate(store)
    release(store)
    write_sections(store, **{**FIRST, "C": 12})
    estimate(store)
    assert read_sizes(store) == {"_T": 29, "C": None, "G": None, "I": 9}


def test_tables_that_were_released_must_be_there_again(store):
    write_sections(store, C=40, G=40, I=40)
    estimate(store, "activity", "size_class")
    release(store)
    estimate(store, "activity")
    with pytest.raises(ReleaseError, match="Release 1 has tables by size_class which these estimates lack"):
        release(store, "final")


def test_counts_of_cells_labelled_whole_are_attacked_too(store):
    write_sections(store, C=12, G=13, I=30)
    keys = {section: [f"{section}-{n}" for n in range(count)] for section, count in (("C", 12), ("G", 13), ("I", 30))}
    every = [key for section in keys.values() for key in section]
    design = SampleDesign(*WAVE, "all", "chat", "test", 1, 55, "all", {"all": (55, 55)})
    write_sample(store, design, [SampledUnit(key, "all", 1.0, place) for place, key in enumerate(every)])
    yes = {*keys["C"][:1], *keys["G"][:5], *keys["I"][:9]}
    answers = [
        Label(*WAVE, key, "chat", "yes" if key in yes else "no", "ann", "audit", "2026-11-01T00:00:00Z", sample="all") for key in every
    ]
    append_labels(store, answers)
    estimate(store)
    made = find_estimate_run(store, *WAVE)
    assert find_exposures(store, *WAVE, made, load_rules()) == []
    labelled = "method = 'post_stratified' AND suppressed = 'secondary'"
    assert store.db.execute(f"SELECT count(*) FROM estimates WHERE {labelled}").fetchone()[0] > 0
    store.db.execute(f"UPDATE estimates SET suppressed = 'none' WHERE {labelled}")
    (exposed,) = find_exposures(store, *WAVE, made, load_rules())
    assert (exposed.name, exposed.shown) == ("chat", 0)
    assert exposed.computed > 0


def test_estimating_again_after_a_release_hides_the_same(store):
    generator = np.random.default_rng(3)
    write_sections(store, **{section: int(n) for section, n in zip("CDEFGHIJ", generator.integers(1, 30, 8), strict=True)})
    estimate(store)
    before = read_estimates(store, *WAVE)["suppressed"]
    release(store)
    estimate(store)
    assert read_estimates(store, *WAVE)["suppressed"] == before
    with pytest.raises(ReleaseError, match="nothing new to release"):
        release(store)
