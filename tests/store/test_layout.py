"""The frame laid out for counting, and as arrays."""

import numpy as np
import pytest

from store.cells import read_decided
from store.decisions import replace_capabilities
from store.frame import write_enterprises
from store.frame_units import BITS, read_answers, read_frame_units
from store.layout import counting
from store.opening import open_store
from store.other_columns import count_values, list_other_columns
from store.records import Capability, Enterprise

WAVE, LATER = ("XD", "2026"), ("XD", "2027")


@pytest.fixture
def store(tmp_path):
    """Two waves whose units are mixed, with columns of the office's own."""
    with open_store(tmp_path / "s.db") as store:
        for i in range(6):
            site = "a.example" if i % 2 else None
            extra = {"exporter": "yes" if i < 3 else " ", "it's": i}
            write_enterprises(store, [Enterprise(*WAVE, f"e{i}", section="AB"[i % 2], region="R1" if i else None, site=site, extra=extra)])
            write_enterprises(store, [Enterprise(*LATER, f"e{i}", section="C")])
        answers = ("yes", "no", "unknown")
        chats = [Capability(f"e{i}", "chat", answers[i % 3], None, "m1") for i in range(5)]
        replace_capabilities(store, *WAVE, [*chats, Capability("e0", "mobile_app", "no", None, "m1")])
        replace_capabilities(
            store, *LATER, [Capability("e1", "chat", "yes", None, "m2"), Capability("e1", "job_vacancies", "no", None, "m2")]
        )
        yield store


def test_every_unit_has_the_cell_of_its_breakdowns(store):
    with counting(store, *WAVE) as cells:
        frame = read_frame_units(store)
    assert cells["cell"] == [1, 2, 3]
    found = [(cells["section"][cell - 1], cells["region"][cell - 1]) for cell in frame.cells]
    assert found == [("A", "_U"), ("B", "R1"), ("A", "R1"), ("B", "R1"), ("A", "R1"), ("B", "R1")]
    assert frame.has_site.tolist() == [0, 1, 0, 1, 0, 1]
    assert "activity_group" not in cells


def test_groups_and_further_columns_make_cells_of_their_own(store):
    with counting(store, *WAVE, name_group=lambda activity, section: f"{activity}-{section}", others=["exporter"]) as cells:
        frame = read_frame_units(store)
    assert [cells["other:exporter"][cell - 1] for cell in frame.cells] == ["yes"] * 3 + ["_U"] * 3
    assert {cells["activity_group"][cell - 1] for cell in frame.cells} == {"None-A", "None-B"}


def test_answers_are_packed_in_the_order_of_the_frame_and_of_this_wave_only(store):
    with counting(store, *WAVE):
        frame = read_frame_units(store)
        ((part, answers),) = read_answers(store, frame, ["chat", "mobile_app", "job_vacancies"])
    assert list(part) == ["chat", "mobile_app", "job_vacancies"]
    assert (answers & 3).tolist() == [2, 1, 0, 2, 1, 0]
    assert ((answers >> BITS) & 3).tolist() == [1, 0, 0, 0, 0, 0]
    assert not np.any(answers >> (2 * BITS))


def test_models_are_those_of_the_wave_though_units_of_waves_are_mixed(store):
    assert read_decided(store, *WAVE) == {"chat": "m1", "mobile_app": "m1"}
    assert read_decided(store, *LATER) == {"chat": "m2", "job_vacancies": "m2"}
    assert read_decided(store, "XD", "1999") == {}


def test_further_columns_are_listed_and_their_values_counted(store):
    assert list_other_columns(store, *WAVE) == ["exporter", "it's"]
    assert count_values(store, *WAVE, "exporter", 5) == 1
    assert count_values(store, *WAVE, "it's", 5) == 6
    assert count_values(store, *WAVE, "it's", 3) == 4
    assert count_values(store, *WAVE, "colour", 5) == 0


def test_the_layout_is_gone_afterwards_also_after_an_error(store):
    with pytest.raises(ZeroDivisionError), counting(store, *WAVE):
        raise ZeroDivisionError
    assert not store.db.execute("SELECT count(*) FROM sqlite_temp_master").fetchone()[0]
