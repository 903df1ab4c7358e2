"""Breakdowns: what may be asked for, and that every cell holds the enterprises it names, counted one by one."""

import numpy as np
import pytest

from aggregate import aggregate
from aggregate.tables import domains as domains_module
from aggregate.tables.breakdowns import USUAL, Breakdowns, read_breakdowns
from aggregate.tables.domains import KEY, build_domains
from aggregate.tables.populations import IN_SCOPE, REGISTERED, name_group
from catalogue.errors import EstimateError
from store.decisions import replace_capabilities
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Capability, Enterprise
from tests.aggregate.stores_of_cases import WAVE, read_table

# (activity, section, size, region, exporter): shops, a veterinary, a bank, repair of computers and of shoes, a mine, coarsely known units
UNITS = [
    ("4711", "G", "S0T9", "R1", "yes"),
    ("4711", "G", "S10T49", "R1", "no"),
    ("4651", "G", "S50T249", "R2", "yes"),
    ("6201", "J", "S10T49", "R1", "yes"),
    ("6201", "J", "S0T9", "R2", "no"),
    ("7500", "M", "S10T49", "R2", "no"),
    ("7010", "M", "S10T49", "R2", "no"),
    ("6419", "K", "S_GE250", "R1", "no"),
    ("9511", "S", "S10T49", "R1", "yes"),
    ("9523", "S", "S10T49", "R1", "no"),
    ("0510", "B", "S50T249", "R1", "no"),
    (None, "M", "S10T49", "R1", "_U"),
    (None, "_U", "_U", "_U", "_U"),
]
CELLS = {
    "cell": list(range(1, len(UNITS) + 1)),
    "section": [section for _, section, *_ in UNITS],
    "size_class": [size for _, _, size, *_ in UNITS],
    "region": [region for *_, region, _ in UNITS],
    "urbanisation": ["_U"] * len(UNITS),
    "owner_sex": ["F", *["M"] * (len(UNITS) - 1)],
    "other:exporter": [exporter for *_, exporter in UNITS],
    "activity_group": [name_group(activity, section) for activity, section, *_ in UNITS],
}


def members(domains, **wanted):
    """The units (from 0) of the one domain with these codes, the others of a total being those of the register."""
    codes = dict.fromkeys(KEY, "_T") | {"population": REGISTERED} | wanted
    found = np.flatnonzero((domains.keys[list(codes)] == list(codes.values())).all(axis=1))
    assert len(found) == 1, codes
    return sorted(domains.membership[found].indices.tolist())


def scope(**wanted):
    return {"population": IN_SCOPE, "activity": "C10-S951_X_K", "size_class": "S_GE10"} | wanted


def test_the_european_scope_holds_the_units_that_belong_to_it():
    domains = build_domains(CELLS)
    assert members(domains, **scope()) == [1, 2, 3, 6, 8]
    assert members(domains, **scope(activity="M")) == [6]
    assert members(domains, **scope(activity="S")) == [8]
    assert members(domains, **scope(size_class="S50T249")) == [2]
    assert members(domains, **scope(region="R1")) == [1, 3, 8]
    assert not ((domains.keys["population"] == IN_SCOPE) & domains.keys["activity"].isin(["_T", "K", "B"])).any()


def test_the_ict_sector_crosses_sections_and_sizes():
    domains = build_domains(CELLS)
    assert members(domains, activity="ICT") == [2, 3, 4, 8]
    assert members(domains, activity="ICT", size_class="S_GE10") == [2, 3, 8]
    assert members(domains, activity="ICT", size_class="S10T49", region="R1") == [3, 8]
    assert members(domains, activity="G") == [0, 1, 2]


def test_divisions_come_with_their_sections_and_unknown_ones_are_left_out():
    domains = build_domains(CELLS, read_breakdowns(["division,region"]))
    assert members(domains, activity="47") == [0, 1]
    assert members(domains, activity="47", region="R1") == [0, 1]
    assert members(domains, activity="M", region="R1") == [11]
    assert "_U" not in set(domains.keys.loc[domains.keys["activity"].str.isdigit(), "activity"].str[:1])
    divisions = {code for code in domains.keys["activity"] if code.isdigit()}
    assert divisions == {"46", "47", "62", "75", "70", "64", "95", "05"}


def test_crossings_have_all_their_margins_and_no_other():
    domains = build_domains(CELLS, read_breakdowns(["activity,size_class", "region,other:exporter"]))
    assert members(domains, other_dimension="exporter", other_value="yes") == [0, 2, 3, 8]
    assert members(domains, other_dimension="exporter", other_value="yes", region="R2") == [2]
    assert members(domains, other_dimension="exporter", other_value="_U") == [11, 12]
    keys = domains.keys[domains.keys["population"] == REGISTERED]
    assert not ((keys["activity"] != "_T") & (keys["region"] != "_T")).any()
    assert not ((keys["size_class"] != "_T") & (keys["other_value"] != "_T")).any()
    assert set(keys["owner_sex"]) == {"_T"}


def test_every_crossing_counts_each_unit_once_against_brute_force():
    domains = build_domains(CELLS, read_breakdowns(["activity,size_class,region"]))
    for place, key in enumerate(domains.keys.to_dict("records")):
        expected = [i for i in range(len(UNITS)) if _belongs(i, key)]
        assert sorted(domains.membership[[place]].indices.tolist()) == expected, key


def _belongs(unit, key):
    """Whether a unit is of a cell, from the definitions."""
    activity, section, size, region, _ = UNITS[unit]
    large = size in ("S10T49", "S50T249", "S_GE250")
    ict = (activity or "") in ("4651", "6201", "9511")
    inside = large and (activity or "") in ("4711", "4651", "6201", "7010", "9511")
    if key["population"] == IN_SCOPE and not inside:
        return False
    fits_activity = key["activity"] in ("_T", "C10-S951_X_K", section) or (key["activity"] == "ICT" and ict)
    return (
        fits_activity
        and (key["size_class"] in ("_T", size) or (key["size_class"] == "S_GE10" and large))
        and key["region"] in ("_T", region)
    )


def test_a_breakdown_of_which_the_register_knows_nothing_is_left_out():
    assert set(build_domains(CELLS).keys["urbanisation"]) == {"_T"}
    assert set(build_domains(CELLS).keys["owner_sex"]) == {"_T", "F", "M"}


def test_keys_are_unique_and_the_whole_register_comes_first():
    keys = build_domains(CELLS).keys
    assert not keys.duplicated().any()
    assert keys.iloc[0].tolist() == [REGISTERED, *["_T"] * 7]


def test_words_of_the_command_line_become_crossings():
    assert read_breakdowns([]) is USUAL
    assert read_breakdowns(["section, size", "sex"]) == Breakdowns((("activity", "size_class"), ("owner_sex",)))
    assert read_breakdowns(["region,other:Legal form"]).others == ("Legal form",)
    assert read_breakdowns(["Size_Class, REGION"]) == Breakdowns((("size_class", "region"),))


@pytest.mark.parametrize("text", ["colour", "activity,", "other:", "activity,section", "activity,division", "other:a,other:b", ""])
def test_breakdowns_that_cannot_be_are_refused_in_a_sentence(text):
    with pytest.raises(EstimateError, match=r"is not known: choose from|need the same place"):
        read_breakdowns([text])


def test_a_breakdown_of_no_name_is_shown_as_such():
    with pytest.raises(EstimateError, match='The breakdown "" is not known'):
        read_breakdowns(["activity,"])


def test_too_many_cells_are_refused(monkeypatch):
    monkeypatch.setattr(domains_module, "MOST_DOMAINS", 20)
    with pytest.raises(EstimateError, match="at most 20 can be estimated"):
        build_domains(CELLS)


@pytest.fixture
def store(tmp_path):
    """Enterprises with columns of the office's own, every second one with a chat."""
    with open_store(tmp_path / "s.db") as store:
        columns = [
            {"exporter": " yes" if i % 4 else "", "founded": str(1900 + i), 'with "quotes"': "x", "Rechtsform": "GmbH"} for i in range(120)
        ]
        write_enterprises(store, (Enterprise(*WAVE, f"e{i}", section="G", activity="4711", extra=columns[i]) for i in range(119)))
        write_enterprises(store, [Enterprise(*WAVE, "e119", section="G", site="a.example")])
        replace_capabilities(store, *WAVE, (Capability(f"e{i}", "chat", "yes" if i % 2 else "no", None, "m") for i in range(119)))
        yield store


def test_a_column_of_the_register_is_a_breakdown(store):
    aggregate(store, *WAVE, by=["other:exporter"])
    rows = read_table(store, other_dimension="exporter", method="lower_bound", measure="share")
    # yes: the 89 of 119 whose number is no multiple of four, with a chat the 59 odd ones; unknown: 30 blank and one without the column
    assert {row["other_value"]: row["n_frame"] for row in rows} == {"yes": 89, "_U": 31}
    assert {row["other_value"]: row["value"] for row in rows} == pytest.approx({"yes": 59 / 89, "_U": 0})


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("founded", "more than 60 different values"),
        ("colour", "no further column colour with something in it. There are: other:Rechtsform, other:exporter, other:founded"),
        ('with "quotes"', "no further column"),
    ],
)
def test_columns_that_make_no_groups_are_refused(store, column, words):
    with pytest.raises(EstimateError, match=words):
        aggregate(store, *WAVE, by=[f"other:{column}"])
