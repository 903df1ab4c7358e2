"""Every format says the same figures as the store: none other, none missing, none more, and hidden everywhere what is hidden."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from aggregate.export import FORMATS, export
from store.estimates import SECRET, read_estimates
from store.opening import Store, open_store
from tests.aggregate.published.nasty_stores import COUNTRY, FIRST, SECOND, build_counted_world, build_labelled_world
from tests.aggregate.published.reading_back import FIGURES, KEY, Figures, read_csv, read_json_stat, read_package, read_workbook

SOME = ["activity,size_class", "region", "owner_sex"]
ROUNDING = {"share": 0.6e-6, "change": 0.6e-6, "link_factor": 0.6e-6, "count": 0.06, "total": 0.06, "mean": 0.0006}
SHOWN = {"none": "", "primary": "confidential", "secondary": "confidential", "quality": "unreliable"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    """The second of two waves, with changes, in every format."""
    folder = tmp_path_factory.mktemp("world")
    with open_store(folder / "ecomstat.db") as store:
        build_counted_world(store, folder / "told", 5, 120, ["csv"], SOME)
        export(store, COUNTRY, SECOND, folder / "all", [*FORMATS], vintage="draft")
        yield store, folder / "all"


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    """A wave with estimates from labels, in every format."""
    folder = tmp_path_factory.mktemp("labelled")
    with open_store(folder / "ecomstat.db") as store:
        build_labelled_world(store, folder / "told", 5, 120, ["csv"], SOME)
        export(store, COUNTRY, FIRST, folder / "all", [*FORMATS], vintage="draft")
        yield store, folder / "all"


def read_store(store: Store, wave: str) -> Figures:
    rows = pd.DataFrame(read_estimates(store, COUNTRY, wave)).astype(object)
    rows = rows.where(rows.notna(), None)
    keys = (tuple(str(row[name] or "") for name in KEY) for row in rows.to_dict("records"))
    told = ({name: row[name] for name in FIGURES} | {"suppressed": SHOWN[row["suppressed"]]} for row in rows.to_dict("records"))
    return dict(zip(keys, told, strict=True))


def leave_out_hidden_crossings(figures: Figures) -> Figures:
    """The figures that are listed: changes, and of crossings those of which any, of the same indicator and population, is shown."""
    changes = {key: row for key, row in figures.items() if key[KEY.index("measure")] in ("change", "link_factor")}
    others = {key: row for key, row in figures.items() if key not in changes}
    shown = {name_crossing(key) for key, row in others.items() if row["suppressed"] == ""}
    return changes | {key: row for key, row in others.items() if len(name_crossing(key)[2]) < 2 or name_crossing(key) in shown}


def name_crossing(key: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    indicator, population, *codes = key[:7]
    totals = {"_T", "C10-S951_X_K", "S_GE10"} if "10 or more" in population else {"_T"}
    named = zip(KEY[2:7], codes, strict=True)
    return indicator, population, tuple(f"{name}{code.isdigit()}" for name, code in named if code not in totals)


def find_other(expected: Figures, found: Figures) -> list[tuple[Any, ...]]:
    """What a format says otherwise: (key, name, as it is, as it says)."""
    other: list[tuple[Any, ...]] = [(key, "missing") for key in expected.keys() - found.keys()]
    other += [(key, "more") for key in found.keys() - expected.keys()]
    for key in expected.keys() & found.keys():
        reach = ROUNDING[key[KEY.index("measure")]]
        for name, told in found[key].items():
            known = expected[key][name]
            if name == "suppressed" or known is None or told is None:
                same = known == told
            else:
                same = abs(known - told) <= (reach if name in FIGURES[:4] else 0.6e-6)
            other += [] if same else [(key, name, known, told)]
    return other


def read_all(folder: Path) -> dict[str, Figures]:
    """The figures of each format that has all of them."""
    (workbook,) = (path for path in folder.glob("*.xlsx") if "questionnaire" not in path.name)
    (json_stat,) = folder.glob("*-jsonstat.json")
    (package,) = folder.glob("*-package.zip")
    packed = {name: content.decode("utf-8") for name, content in read_package(package).items() if name.endswith((".csv", ".json"))}
    plain = [path for path in folder.glob("*.csv") if path.stem.endswith((FIRST, SECOND, "-changes"))]
    return {
        "csv": {key: row for path in plain for key, row in read_csv(path.read_text(encoding="utf-8")).items()},
        "jsonstat": read_json_stat(json_stat.read_text(encoding="utf-8")),
        "package": read_csv(packed["figures.csv"]),
        "package's jsonstat": next(read_json_stat(text) for name, text in packed.items() if name.endswith("-jsonstat.json")),
        "xlsx": read_workbook(workbook),
    }


def test_all_formats_say_what_the_store_says_and_nothing_else(world):
    store, folder = world
    expected = leave_out_hidden_crossings(read_store(store, SECOND))
    changes = {key for key in expected if key[KEY.index("measure")] in ("change", "link_factor")}
    assert len(changes) > 20
    for name, found in read_all(folder).items():
        of_format = expected if name != "xlsx" else {key: row for key, row in expected.items() if key not in changes}
        assert find_other(of_format, found)[:3] == [], name


def test_all_formats_say_the_same_of_labels(labelled):
    store, folder = labelled
    expected = leave_out_hidden_crossings(read_store(store, FIRST))
    assert 0 < len(expected) < len(read_store(store, FIRST))
    assert sum(row["ci_low"] is not None for row in expected.values()) > 10
    for name, found in read_all(folder).items():
        assert find_other(expected, found)[:3] == [], name


def test_sex_of_owners_and_micro_enterprises_stand_in_every_format(labelled):
    for name, found in read_all(labelled[1]).items():
        sexes = {key[KEY.index("owner_sex")] for key in found}
        assert {"F", "M", "_U", "_T"} <= sexes, name
        assert {"S0T9", "S_GE10"} <= {key[KEY.index("size_class")] for key in found}, name


def test_no_file_depends_on_what_is_hidden(store, tmp_path):
    build_counted_world(store, tmp_path / "told", 6, 100, ["csv"], SOME)
    export(store, COUNTRY, SECOND, tmp_path / "before", [*FORMATS], vintage="draft")
    hidden = "wave = ? AND suppressed <> 'none'"
    with store.writing() as db:
        assert db.execute(f"SELECT count(*) FROM estimates WHERE {hidden}", [SECOND]).fetchone()[0] > 50
        db.execute(f"UPDATE estimates SET {', '.join(f'{name} = 12345' for name in SECRET)} WHERE {hidden}", [SECOND])
    export(store, COUNTRY, SECOND, tmp_path / "after", [*FORMATS], vintage="draft")
    before, after = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("before", "after"))
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []
