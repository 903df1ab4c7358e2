"""JSON-stat: what `pyjstat` reads is what the store holds."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from pyjstat import pyjstat

from aggregate.export import export
from catalogue.messages import use_language
from store.estimates import read_estimates
from store.opening import Store
from tests.aggregate.stores_of_figures import write_store

DIMENSIONS = ("indicator", "activity", "size_class", "region")
DECIMALS = {"share": 6, "count": 1}
FIGURES = ("value", "standard_error", "ci_low", "ci_high", "n_frame", "n_labelled", "share_not_read")


def write(store: Store, tmp_path: Path) -> dict[str, Any]:
    write_store(store)
    (path,) = export(store, "XD", "2026", tmp_path, ["jsonstat"])
    return json.loads(path.read_text(encoding="utf-8"))


def read_back(collection: dict[str, Any]) -> dict[tuple[str, ...], float | None]:
    """Every cell of every dataset as pyjstat gives it: {(method, measure, codes, figure): number}."""
    cells: dict[tuple[str, ...], float | None] = {}
    for dataset in collection["link"]["item"]:
        frame = pyjstat.Dataset.read(json.dumps(dataset)).write("dataframe", naming="id")
        assert len(frame) == math.prod(dataset["size"])
        for row in frame.to_dict("records"):
            codes = [row.get(name, "_T") for name in DIMENSIONS]
            key = (dataset["extension"]["method"], dataset["extension"]["measure"], *codes, row["figure"])
            assert key not in cells
            cells[key] = None if row["value"] is None or math.isnan(row["value"]) else row["value"]
    return cells


@pytest.mark.filterwarnings("ignore:Shouldn't use this function:DeprecationWarning")  # pyjstat warns of itself
def test_pyjstat_reads_every_value_of_the_store_and_no_other(store: Store, tmp_path: Path) -> None:
    cells = read_back(write(store, tmp_path))
    table = read_estimates(store, "XD", "2026", safe=True)
    expected = {}
    for row in range(len(table["indicator"])):
        place = (table["method"][row], table["measure"][row], *(table[name][row] for name in DIMENSIONS))
        for name in FIGURES:
            if table[name][row] is not None:
                digits = 6 if name == "share_not_read" else 0 if name.startswith("n_") else DECIMALS[table["measure"][row]]
                expected[(*place, name)] = round(table[name][row], digits)
    assert {key: value for key, value in cells.items() if value is not None} == expected
    assert expected["post_stratified", "share", "online_ordering", "C", "_T", "_T", "value"] == 0.312346


def test_a_hidden_figure_is_null_with_the_reason_and_an_empty_cell_has_none(store: Store, tmp_path: Path) -> None:
    dataset = write(store, tmp_path)["link"]["item"][1]
    assert dataset["extension"]["measure"] == "share"
    codes = [dataset["dimension"][name]["category"]["index"] for name in ("activity", "size_class", "figure")]
    assert codes[:2] == [["_T", "C", "G"], ["_T", "S0T9", "S10T49", "S50T249"]]

    def place(activity: str, size: str) -> str:
        return str((codes[0].index(activity) * 4 + codes[1].index(size)) * len(codes[2]))

    assert {name: (dataset["value"][place(*name)], dataset["status"][place(*name)]) for name in [("_T", "S10T49"), ("G", "_T")]} == {
        ("_T", "S10T49"): (None, "Q"),
        ("G", "_T"): (None, "Q"),
    }
    assert (dataset["value"][place("_T", "S50T249")], dataset["status"][place("_T", "S50T249")]) == (None, "L")
    assert place("G", "S0T9") not in dataset["value"] | dataset["status"]
    assert place("_T", "_T") not in dataset["status"]
    assert set(dataset["extension"]["status"]["label"]) == {"Q", "L"}


def test_dimensions_have_roles_and_labels_and_figures_have_units(store: Store, tmp_path: Path) -> None:
    collection = write(store, tmp_path)
    dataset = next(found for found in collection["link"]["item"] if "region" in found["id"])
    assert dataset["role"] == {"time": ["wave"], "geo": ["country", "region"], "metric": ["figure"]}
    assert dataset["dimension"]["country"]["category"]["label"] == {"XD": "Demoland"}
    assert dataset["dimension"]["region"]["category"]["index"] == ["=North"]
    units = {
        found["extension"]["measure"]: found["dimension"]["figure"]["category"]["unit"]["value"] for found in collection["link"]["item"]
    }
    assert units == {"share": {"decimals": 6, "label": "proportion"}, "count": {"decimals": 1, "label": "enterprises"}}
    assert collection["extension"]["vintage"] == "DRAFT"
    assert any("all enterprises of XD" in note for note in collection["note"])


def test_a_share_without_a_margin_has_no_figures_of_one(store: Store, tmp_path: Path) -> None:
    dataset = next(found for found in write(store, tmp_path)["link"]["item"] if found["extension"]["method"] == "share_among_read")
    assert dataset["dimension"]["figure"]["category"]["index"] == ["value", "n_frame", "n_labelled", "share_not_read"]
    assert dataset["extension"]["experimental"] is True
    assert dataset["status"] == {"0": "G"}


def test_labels_are_in_the_language_spoken_now_and_values_in_none(store: Store, tmp_path: Path) -> None:
    english = write(store, tmp_path)
    try:
        use_language("fr")
        (path,) = export(store, "XD", "2026", tmp_path, ["jsonstat"])
    finally:
        use_language(None)
    french = json.loads(path.read_text(encoding="utf-8"))
    assert path.name == "ecomstat-XD-2026-fr-jsonstat.json"
    first, second = english["link"]["item"][0], french["link"]["item"][0]
    assert first["value"] == second["value"]
    assert first["dimension"]["figure"]["category"]["label"]["standard_error"] == "Standard error"
    assert second["dimension"]["figure"]["category"]["label"]["standard_error"] == "Erreur type"


@pytest.mark.parametrize("word", ["NaN", "Infinity"])
def test_there_is_nothing_in_the_file_that_is_no_json(store: Store, tmp_path: Path, word: str) -> None:
    write(store, tmp_path)
    assert word not in (tmp_path / "ecomstat-XD-2026-jsonstat.json").read_text(encoding="utf-8")
