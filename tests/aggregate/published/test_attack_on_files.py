"""Nothing that files hide can be worked out from all files of all releases and waves together."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
import pytest

from store.opening import open_store
from tests.aggregate.published.nasty_stores import FIRST, SECOND, NastyWorld, Told, build_counted_world, build_labelled_world, draw_units
from tests.aggregate.published.possible_tables import Fact, PossibleRegisters, Secret, count_truth, list_secrets, place_figure
from tests.aggregate.published.rests import list_rests
from tests.aggregate.published.told_figures import (
    Row,
    keep_true,
    list_change_facts,
    list_empty,
    list_facts,
    list_missing_reads,
    list_turnover_secrets,
    name_cell,
    read_changes,
    read_estimates,
)

SOME = ["activity,size_class", "owner_sex", "region"]
"""Tables without crossings of regions: quick to protect."""


def find_exposed(told: Sequence[Told], target: Told, *, labelled: bool = False, more: Iterable[Fact] = ()) -> list[tuple[Secret, float]]:
    """What an attacker works out of one release's register from the files of all, who knows which of their figures hold there too."""
    truth, facts = count_truth({target.wave: target.units}), list[Fact]()
    for other in told:
        rows = read_estimates(other.folder)
        found = [*list_facts(rows, other.wave), *list_missing_reads(rows, other.wave)]
        facts += found if other is target else keep_true(found, [target.wave], truth)
    rows = read_estimates(target.folder)
    possible = PossibleRegisters([target.wave], dict.fromkeys((*facts, *more)), {target.wave: list_empty(rows)})
    assert possible.agree_with(truth)
    return possible.find_exposed(list_rows_secrets(target, rows, labelled=labelled), truth)


def list_rows_secrets(target: Told, rows: Sequence[Row], *, labelled: bool = False) -> list[Secret]:
    indicators = sorted({row["indicator"] for row in rows if row["method"] == "share_among_read"})
    cells = sorted({name_cell(row) for row in rows})
    groups = [*((cell, ()) for cell in cells), *list_rests(cells)]
    return list_secrets(target.wave, target.units, groups, indicators, labelled=labelled)


def find_exposed_by_changes(first: Sequence[Told], second: Told) -> list[tuple[Secret, float]]:
    """What the files of two waves together tell of either, and of who came and went between them."""
    last, waves = first[-1], [FIRST, SECOND]
    truth, both = count_truth({FIRST: last.units, SECOND: second.units}), [*first, second]
    facts = [list_change_facts(read_changes(second.folder), SECOND, FIRST)]
    for told in both:
        rows = read_estimates(told.folder)
        facts.append(keep_true([*list_facts(rows, told.wave), *list_missing_reads(rows, told.wave)], waves, truth))
    rows = {told.wave: read_estimates(told.folder) for told in (last, second)}
    possible = PossibleRegisters(waves, dict.fromkeys(chain.from_iterable(facts)), {wave: list_empty(told) for wave, told in rows.items()})
    assert possible.agree_with(truth)
    secrets = [secret for told in (last, second) for secret in list_rows_secrets(told, rows[told.wave])]
    return possible.find_exposed([*secrets, *list_turnover_secrets(read_changes(second.folder), truth)], truth)


def attack_all(world: NastyWorld) -> list[tuple[Secret, float]]:
    """What comes out of a store's files at the worst moment: after the last release, of each release, and of both waves."""
    first = [told for told in world.told if told.wave == FIRST]
    exposed = [found for target in (first[0], first[-1]) for found in find_exposed(first, target)]
    return exposed + [found for told in world.told if told.wave == SECOND for found in find_exposed_by_changes(first, told)]


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NastyWorld]:
    """Counts of everybody over three releases and two waves."""
    folder = tmp_path_factory.mktemp("counted")
    with open_store(folder / "ecomstat.db") as opened:
        yield build_counted_world(opened, folder, 1, 110, ["csv"], SOME)


def test_counts_of_everybody_keep_their_secrets_over_three_releases_and_two_waves(counted):
    assert attack_all(counted) == []


def test_what_the_scope_and_the_ict_sector_leave_of_sections_keeps_its_secrets(store, tmp_path):
    world = NastyWorld(store, tmp_path, np.random.default_rng(2), ["csv"], ["activity,size_class", "division", "region"])
    world.write_wave(FIRST, draw_units(world.generator, 200))
    world.tell(FIRST, "provisional")
    assert find_exposed(world.told, world.told[0]) == []


def test_labels_of_everybody_keep_their_secrets(store, tmp_path):
    world = build_labelled_world(store, tmp_path, 2, 90, ["csv"], SOME)
    for target in world.told:
        assert find_exposed(world.told, target, labelled=True) == []


def test_the_attack_finds_out_what_a_secondary_cell_protects_once_that_is_shown(counted):
    told = counted.told[0]
    rows, truth = read_estimates(told.folder), count_truth({told.wave: told.units})
    few = {secret.cell for secret in list_rows_secrets(told, rows) if secret.figure == "enterprises" and not secret.less}
    shown = {name_cell(row) for row in rows if row["n_frame"]}
    secondary = sorted({name_cell(row) for row in rows} - shown - few)
    assert len(secondary) >= 5
    sizes = {cell: float(place_figure([told.wave], told.wave, cell, "", "enterprises") @ truth) for cell in secondary}
    told_more = ([Fact(((1.0, told.wave, cell, "", "enterprises"),), size, size)] for cell, size in sizes.items())
    assert any(find_exposed([told], told, more=more) for more in told_more)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 16))
def test_no_seed_gives_a_secret_away(store, tmp_path, seed):
    assert attack_all(build_counted_world(store, tmp_path, seed, 150 + 30 * (seed % 3), ["csv"])) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20, 24))
def test_no_seed_of_labels_gives_a_secret_away(store, tmp_path, seed):
    told = build_labelled_world(store, tmp_path, seed, 120, ["csv"]).told
    assert [found for target in told for found in find_exposed(told, target, labelled=True)] == []
