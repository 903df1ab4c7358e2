"""Countries side by side: only like with like, tested as independent estimates."""

from dataclasses import replace
from pathlib import Path

import pytest
from scipy import stats

from aggregate.comparison.differences import compare_figures
from aggregate.export import export
from aggregate.imports import import_package
from aggregate.publication.facts import Facts
from aggregate.side_by_side import Party, collect_own, compare_countries, find_imported, read_party
from catalogue.errors import EstimateError
from store.opening import Store, open_store
from tests.aggregate.stores_of_figures import write_store


def make_party(folder: Path, country: str, *, add: float = 0.0, definition: str = "d0d0d0d0", outside: float | None = None) -> Party:
    folder.mkdir(parents=True, exist_ok=True)
    with open_store(folder / f"{country}.db") as store:
        write_store(store, country, add=add, definition=definition)
        return collect_own(store, country, "2026", Facts(employment_outside=outside))


def find_row(table, **wanted):  # type: ignore[no-untyped-def]
    for name, value in wanted.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_a_difference_has_the_error_and_degrees_of_two_independent_estimates(tmp_path: Path) -> None:
    result = compare_countries([make_party(tmp_path, "KE"), make_party(tmp_path, "UG", add=0.1)])
    row = find_row(result.table, activity="_T", size_class="_T")
    assert (row["value_1"], row["value_2"], row["difference"]) == (0.25, 0.35, pytest.approx(-0.1))
    assert row["standard_error"] == pytest.approx((0.02**2 + 0.02**2) ** 0.5)
    # equal variances: Welch's degrees are twice those of either sample, 180.6 - 1
    degrees = 2 * (row["n_effective_1"] - 1)
    assert row["p"] == pytest.approx(2 * stats.t.sf(0.1 / (0.02 * 2**0.5), degrees))
    assert row["verdict"] == "differs"


def test_welchs_degrees_are_those_of_both_samples() -> None:
    # Welch-Satterthwaite by hand: s1² = 1, s2² = 4, 10 and 5 degrees: 25 / (1/10 + 16/5) = 7.5758
    tests = compare_figures([5.0], [1.0], [0.0], [2.0], [10.0], their_degrees=[5.0])
    assert tests.p[0] == pytest.approx(2 * stats.t.sf(5 / 5**0.5, 25 / (0.1 + 3.2)))
    one = compare_figures([5.0], [1.0], [0.0], [2.0], [10.0])
    assert one.p[0] == pytest.approx(2 * stats.t.sf(5 / 5**0.5, 25 / 0.1))


def test_only_shares_with_a_margin_stand_side_by_side_by_size_or_activity(tmp_path: Path) -> None:
    result = compare_countries([make_party(tmp_path, "KE"), make_party(tmp_path, "UG")])
    cells = {(line.method, line.activity, line.size_class) for line in result.lines}
    assert cells == {
        ("post_stratified", *cell) for cell in [("_T", "_T"), ("_T", "S0T9"), ("_T", "S10T49"), ("_T", "S50T249"), ("C", "_T"), ("G", "_T")]
    }
    assert [line.is_whole for line in result.lines] == [True, *[False] * 5]
    assert set(result.table["verdict"]) == {"agrees", "not_shown"}


def test_what_one_country_does_not_show_is_not_tested_nor_told(tmp_path: Path) -> None:
    result = compare_countries([make_party(tmp_path, "KE"), make_party(tmp_path, "UG")])
    row = find_row(result.table, activity="G")
    assert (row["suppressed_1"], row["verdict"]) == ("confidential", "not_shown")
    assert row[["value_1", "value_2", "difference", "p", "standard_error_1"]].isna().all()


def test_figures_of_other_definitions_are_not_tested(tmp_path: Path) -> None:
    result = compare_countries([make_party(tmp_path, "KE"), make_party(tmp_path, "UG", definition="eeeeeeee")])
    row = find_row(result.table, activity="_T", size_class="_T")
    assert (row["verdict"], row["definition_1"], row["definition_2"]) == ("other_definition", "d0d0d0d0", "eeeeeeee")
    assert result.table["difference"].isna().all()
    assert any("defined them in other words: online_ordering" in note for note in result.notes)


def test_three_countries_are_compared_two_by_two(tmp_path: Path) -> None:
    parties = [make_party(tmp_path, "KE"), make_party(tmp_path, "UG", add=0.01), make_party(tmp_path, "RW", add=0.2)]
    result = compare_countries(parties)
    whole = result.table[(result.table["activity"] == "_T") & (result.table["size_class"] == "_T")]
    assert [tuple(pair) for pair in whole[["country_1", "country_2", "verdict"]].to_numpy()] == [
        ("KE", "UG", "agrees"),
        ("KE", "RW", "differs"),
        ("UG", "RW", "differs"),
    ]
    assert {country: figure.value for country, figure in result.lines[0].figures.items()} == {"KE": 0.25, "UG": 0.26, "RW": 0.45}


def test_differences_of_the_registers_are_named_in_words(tmp_path: Path) -> None:
    first, second = make_party(tmp_path, "KE", outside=0.3), make_party(tmp_path, "UG")
    second = replace(second, register_date="", vintage="final", wave="2025", unit_type="establishment")
    notes = "\n".join(compare_countries([first, second]).notes)
    for words in (
        "The waves differ: KE: 2026; UG: 2025.",
        "The registers are of different days: KE: 2025-12-31; UG: not stated.",
        "The registers hold different enterprises: KE: all enterprises of KE; UG: all enterprises of UG.",
        "The units of the registers differ: KE: enterprise; UG: establishment.",
        "The vintages differ: KE: DRAFT; UG: Final.",
        "Share of employment outside of the figures: KE: 30.0 %; UG: not stated.",
    ):
        assert words in notes
    assert "classifications" not in notes


def test_other_methods_do_not_stand_side_by_side_and_are_named(tmp_path: Path) -> None:
    first, second = make_party(tmp_path, "KE"), make_party(tmp_path, "UG")
    surveyed = second.figures.assign(method=second.figures["method"].replace("post_stratified", "survey_weighted"))
    with pytest.raises(EstimateError, match="no figure in common"):
        compare_countries([first, replace(second, figures=surveyed)])
    third = replace(second, country="RW", figures=surveyed)
    notes = "\n".join(compare_countries([first, second, third]).notes)
    assert "online_ordering is estimated by different methods" in notes
    assert "RW: survey_weighted" in notes


def test_a_country_beside_itself_is_refused(tmp_path: Path) -> None:
    party = make_party(tmp_path, "KE")
    for parties in ([party], [party, party]):
        with pytest.raises(EstimateError, match="two countries or more, each once"):
            compare_countries(parties)


def test_imported_figures_are_compared_as_those_of_the_package_itself(store: Store, tmp_path: Path) -> None:
    own = make_party(tmp_path, "KE")
    with open_store(tmp_path / "there.db") as there:
        write_store(there, "UG", add=0.05)
        (path,) = export(there, "UG", "2026", tmp_path, ["package"])
    import_package(store, path, "2026-12-01T00:00:00Z")
    imported, read = find_imported(store, "UG"), read_party(path, "2026-12-01T00:00:00Z")
    assert imported is not None
    assert (imported.source, read.source) == ("imported", "file")
    tables = [compare_countries([own, party]).table for party in (imported, read)]
    assert tables[0].equals(tables[1])
    assert find_row(tables[0], activity="_T", size_class="_T")["value_2"] == 0.3


def test_of_a_country_the_newest_release_counts_and_a_wave_may_be_asked_for(store: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "there.db") as there:
        for wave, add in (("2025", 0.0), ("2026", 0.1)):
            write_store(there, "UG", wave, add=add)
            (path,) = export(there, "UG", wave, tmp_path, ["package"])
            import_package(store, path, "2026-12-01T00:00:00Z")
    newest, asked = find_imported(store, "UG"), find_imported(store, "UG", "2025")
    assert newest is not None
    assert asked is not None
    assert (newest.wave, asked.wave) == ("2026", "2025")
    with pytest.raises(EstimateError, match="2024 was not imported, but 2025, 2026"):
        find_imported(store, "UG", "2024")
    assert find_imported(store, "RW") is None
