"""The synthetic register of `cases/` in a store: websites' answers, the sample as it was drawn, and its labels."""

from collections.abc import Iterator

from store.decisions import replace_capabilities
from store.frame import write_enterprises
from store.opening import Store
from store.records import Capability, Enterprise, Label, SampleDesign, SampledUnit
from store.reviews import append_labels, write_sample
from tests.aggregate.cases_of_sample import load_case, load_frame

WAVE = ("XD", "2026")
SIZES = {"0-9": "S0T9", "10-49": "S10T49", "50-249": "S50T249", "250+": "S_GE250"}
ANSWERS = {0: "unknown", 1: "no", 2: "yes"}
BRIEF = ["activity,size_class"]
"""Tables without regions: whole columns less to protect, so that a test takes a seventh of the time."""
KEYS = ["section", "size_class", "region", "state"]


def sampled_ids() -> list[str]:
    return [f"sampled-{row:03d}" for row in range(200)]


def write_case_frame(store: Store) -> None:
    """2,000 enterprises; state 0 has a site that was not read, so that the frame has three of the four states."""
    units = list(_list_units())
    write_enterprises(
        store,
        (Enterprise(*WAVE, key, section=s, size_class=SIZES[z], region=r, site=f"{key}.example") for key, s, z, r, _ in units),
    )
    replace_capabilities(store, *WAVE, (Capability(key, "online_ordering", ANSWERS[state], None, "test") for key, *_, state in units))


def write_case_sample(store: Store, name: str = "case") -> None:
    table = load_case().table
    strata = [f"{section}_{size}" for section, size in zip(table["section"], table["size_class"], strict=True)]
    counts = {stratum: (int(n), strata.count(stratum)) for stratum, n in zip(strata, table["N_h"], strict=True)}
    design = SampleDesign(*WAVE, name, "online_ordering", "test", 1, 200, "as in cases", counts)
    units = [SampledUnit(key, h, counts[h][1] / counts[h][0], i) for i, (key, h) in enumerate(zip(sampled_ids(), strata, strict=True))]
    write_sample(store, design, units)


def write_case_labels(store: Store, sample: str | None = "case", question: str = "online_ordering", source: str = "audit") -> None:
    answers = ["yes" if order else "no" for order in load_case().table["order"]]
    append_labels(store, (label(key, answer, sample, question, source) for key, answer in zip(sampled_ids(), answers, strict=True)))


def label(
    key: str, answer: str, sample: str | None = None, question: str = "online_ordering", source: str = "audit", **others: str
) -> Label:
    return Label(*WAVE, key, question, answer, others.pop("labeller", "ann"), source, "2026-11-01T00:00:00Z", sample=sample, **others)


def read_table(store: Store, **wanted: object) -> list[dict[str, object]]:
    """Rows of `estimates` whose columns have these values; breakdowns that are not named are `_T`."""
    wanted = dict.fromkeys(("activity", "size_class", "region", "urbanisation", "owner_sex"), "_T") | wanted
    where = " AND ".join(f"{column} = ?" for column in wanted)
    return list(store.db.query(f"SELECT * FROM estimates WHERE {where}", list(wanted.values())))


def _list_units() -> Iterator[tuple[str, str, str, str, int]]:
    """(id, section, size, region, state): the sampled ones first, then as many as the frame still needs."""
    left = {(r.section, r.size_class, r.region, r.state): r.units for r in load_frame().itertuples()}
    for key, row in zip(sampled_ids(), load_case().table.itertuples(), strict=True):
        cell = (row.section, row.size_class, row.region, row.state)
        left[cell] -= 1
        yield (key, *cell)
    for number, (cell, units) in enumerate(left.items()):
        assert units >= 0
        yield from ((f"other-{number:03d}-{i:04d}", *cell) for i in range(units))
