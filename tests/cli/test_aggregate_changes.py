"""`ecomstat aggregate` with a wave before."""

from click.testing import CliRunner

from cli.main import group
from store.opening import open_store
from store.records import Capability
from store.redecisions import replace_redecisions
from tests.aggregate.changes.test_changes import FIRST, SECOND, write_wave


def test_the_command_prints_what_changed(store_path):
    with open_store(store_path) as store:
        write_wave(store, "2026", FIRST)
        write_wave(store, "2027", SECOND)
    result = CliRunner().invoke(group, ["--db", str(store_path), "aggregate", "XD", "--since", "2026"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "Change since 2026" in result.output
    assert "+15.0" in result.output


def test_a_wave_decided_again_is_told_in_words_and_told_apart_in_the_table(store_path):
    with open_store(store_path) as store:
        write_wave(store, "2026", FIRST, model="m1")
        write_wave(store, "2027", SECOND, model="m2")
    run = CliRunner().invoke
    before = run(group, ["--db", str(store_path), "aggregate", "XD", "--since", "2026"], catch_exceptions=False)
    assert "classify XD --wave 2026 --beside" in before.output
    with open_store(store_path) as store:
        ids = [f"e{i:03d}" for i in range(400)]
        replace_redecisions(store, "XD", "2026", [Capability(key, "online_ordering", "yes", None, "m2") for key in ids])
    after = run(group, ["--db", str(store_path), "aggregate", "XD", "--since", "2026"], catch_exceptions=False)
    assert "--beside" not in after.output
    assert "400 enterprises are in the registers of both waves, 0 are new, 0 are no more in it." in after.output
    line, *_ = [text.split() for text in after.output.splitlines() if text.startswith("online_ordering") and "+15.0" in text]
    assert line[-4:] == ["+15.0", "+0.0", "+0.0", "1.000"]


def test_classify_beside_says_what_it_left_alone(store_path):
    with open_store(store_path) as store:
        write_wave(store, "2026", FIRST)
    result = CliRunner().invoke(group, ["--db", str(store_path), "classify", "XD", "--beside"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "beside the published answers of m1, which stay as they are" in result.output
    with open_store(store_path) as store:
        assert store.db.execute("SELECT DISTINCT model FROM capabilities").fetchall() == [("m1",)]


def test_a_wave_that_is_not_there_ends_with_one_sentence(store_path):
    with open_store(store_path) as store:
        write_wave(store, "2026", FIRST)
    result = CliRunner().invoke(group, ["--db", str(store_path), "aggregate", "XD", "--since", "2020"])
    assert result.exit_code == 1
    assert "There are no estimates for XD 2020" in str(result.exception)
    assert "Estimating" not in result.output  # nothing was estimated anew before that was seen
