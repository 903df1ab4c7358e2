"""`ecomstat aggregate` with a wave before."""

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
