"""A store on a network share is warned of, once, by commands that write."""

from pathlib import Path

import pytest

from cli import main, sharing
from store.opening import open_store


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ending:
        main.run(arguments)
    return int(ending.value.code or 0)


@pytest.mark.parametrize(("kind", "warnings"), [("nfs4", 1), (None, 0)])
def test_a_command_that_writes_warns_of_a_share_and_goes_on(
    kind: str | None, warnings: int, store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sharing, "find_share", lambda path: kind if path == store_path else None)
    assert run("--db", str(store_path), "settings", "office", "Office of Statistics") == 0
    said = capsys.readouterr()
    assert said.err.count("is on a network share (nfs4)") == warnings
    assert "Office of Statistics" in said.out


def test_a_command_that_only_reads_does_not_warn(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sharing, "find_share", lambda _: "nfs4")
    open_store(store_path).close()
    assert run("--db", str(store_path), "status") == 0
    assert capsys.readouterr().err == ""


def test_every_command_that_is_said_to_read_exists() -> None:
    assert set(main.COMMANDS) >= sharing.READING
