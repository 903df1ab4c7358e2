"""`ecomstat aggregate` with a wave before."""

import pytest
from click.testing import CliRunner

from cli.main import group
from store.opening import open_store
from tests.aggregate.changes.test_changes import FIRST, SECOND, write_wave


def test_the_command_prints_what_changed(store_path):
    with open_store(store_path) as store:
        write_wave(store, "2026", FIRST)
        write_wave(store, "2027", SECOND)
    result = CliRunner().invoke(group, ["--db", str(store_path), "aggregate", "XD", "--since", "2026"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "Change since 2026" in result.output
    assert "+15.0" in result.output


@pytest.mark.parametrize(
    ("since", "told"), [("2020", "no wave '2020' of XD"), ("2026", "needs another wave than 2026 itself"), ("", "no wave ''")]
)
def test_a_wave_that_cannot_be_compared_with_is_refused_before_anything_is_estimated(store_path, since, told):
    with open_store(store_path) as store:
        write_wave(store, "2026", FIRST)
        estimated = store.db.execute("SELECT max(run), count(*) FROM estimates").fetchone()
    result = CliRunner().invoke(group, ["--db", str(store_path), "aggregate", "XD", "--since", since])
    assert told in str(result.exception)
    with open_store(store_path) as store:
        assert store.db.execute("SELECT max(run), count(*) FROM estimates").fetchone() == estimated
