import pytest

from store.final_labels import decide_final, final_answers, read_final_labels
from store.frame import write_enterprises
from store.opening import Store
from store.records import Enterprise, Label
from store.reviews import append_labels


def label(answer: str, labeller: str = "ann", round_name: str = "first", at: str = "2026-01-01T00:00:00Z", **more: str) -> Label:
    return Label(
        "XD",
        "2026",
        more.pop("enterprise_id", "E1"),
        "online_ordering",
        answer,
        labeller,
        more.pop("source", "audit"),
        at,
        round=round_name,
        **more,
    )


def final(*labels: Label) -> str | None:
    return final_answers(labels)["E1", "online_ordering"]


@pytest.mark.parametrize(
    ("labels", "answer"),
    [
        ([label("yes")], "yes"),
        ([label("yes"), label("yes", "bob", "second")], "yes"),
        ([label("yes"), label("no", "bob", "second")], None),
        ([label("yes"), label("no", "bob", "second"), label("no", "cy", "adjudicated")], "no"),
        ([label("yes"), label("yes", "bob", "second"), label("no", "cy", "adjudicated")], "no"),
        ([label("yes"), label("unknown", "bob", "second")], "yes"),
        ([label("unknown"), label("unknown", "bob", "second")], "unknown"),
    ],
)
def test_adjudicated_else_what_all_gave_else_unresolved(labels: list[Label], answer: str | None) -> None:
    assert final(*labels) == answer


def test_who_answers_again_takes_the_earlier_answer_back() -> None:
    assert final(label("no", at="2026-01-02T00:00:00Z"), label("yes", at="2026-01-01T00:00:00Z")) == "no"


def test_the_last_adjudication_counts() -> None:
    first, last = label("yes", "cy", "adjudicated", "2026-01-02T00:00:00Z"), label("no", "cy", "adjudicated", "2026-01-03T00:00:00Z")
    assert final(last, first) == "no"


def test_columns_are_judged_unit_by_unit() -> None:
    decided = decide_final([1, 1, 2], ["ann", "bob", "ann"], ["first", "second", "first"], ["yes", "no", "no"])
    assert decided == {1: None, 2: "no"}


def test_the_store_gives_final_labels_of_one_source_or_sample(store: Store) -> None:
    write_enterprises(store, [Enterprise("XD", "2026", e) for e in ("E1", "E2", "E3")])
    append_labels(
        store,
        [
            label("yes", sample="first"),
            label("no", "bob", sample="first"),
            label("yes", enterprise_id="E2", sample="second"),
            label("no", enterprise_id="E3", source="training"),
        ],
    )
    by_unit = store.db.execute("SELECT unit FROM enterprises ORDER BY enterprise_id").fetchall()
    e1, e2, e3 = (row[0] for row in by_unit)
    assert read_final_labels(store, "XD", "2026", "online_ordering") == {"unit": [e1, e2, e3], "answer": [None, "yes", "no"]}
    assert read_final_labels(store, "XD", "2026", "online_ordering", "audit") == {"unit": [e1, e2], "answer": [None, "yes"]}
    assert read_final_labels(store, "XD", "2026", "online_ordering", "audit", "second") == {"unit": [e2], "answer": ["yes"]}
    assert read_final_labels(store, "XD", "2026", "chat") == {"unit": [], "answer": []}
