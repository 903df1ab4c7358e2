"""Every command keeps to --memory, and says so where it cannot."""

import sys
from pathlib import Path
from typing import Any

import click
import pytest

from catalogue.memory import GB, MB
from cli import main
from cli.commands import status
from cli.memory import keeping_to
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Enterprise


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ending:
        main.run(arguments)
    return int(ending.value.code or 0)


@pytest.mark.parametrize("name", list(main.COMMANDS))
def test_every_command_has_the_option_once(name: str) -> None:
    command = main.group.get_command(click.Context(main.group), name)
    assert command is not None
    assert [param.name for param in command.params].count("memory") == 1


@pytest.mark.parametrize("arguments", [("--memory", "much", "status"), ("status", "--memory", "much")])
def test_what_is_no_amount_is_one_sentence(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 1
    assert capsys.readouterr().err == "'much' is no amount of memory: write it as 500MB, 2GB or 1.5GB.\n"


@pytest.mark.parametrize(
    ("before", "after", "environment", "bytes_"),
    [
        ((), (), "", 2 * GB),
        ((), (), "3GB", 3 * GB),
        (("--memory", "1GB"), (), "3GB", GB),
        (("--memory", "1GB"), ("--memory", "700MB"), "", 700 * MB),
    ],
)
def test_commands_are_given_what_was_asked_for_last(
    before: tuple[str, ...], after: tuple[str, ...], environment: str, bytes_: int, store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setenv("ECOMSTAT_MEMORY", environment)
    monkeypatch.setattr("scrapers.archives.ingesting.ingest_archives", lambda *_, **how: given.update(how) or sys.exit(0))
    with open_store(store_path) as store:
        write_enterprises(store, [Enterprise("KE", "2026", "e1")])
    run(*before, "--db", str(store_path), "ingest", "KE", "a.warc.gz", *after)
    assert given["memory"] == bytes_


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to what it may take")
def test_a_command_that_needs_more_ends_with_a_sentence(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def take_much(*_: object, **__: object) -> None:
        bytearray(3 * GB)

    monkeypatch.setattr(status.command, "callback", take_much)
    assert run("status", "--memory", "500MB") == 1
    said = capsys.readouterr().err
    assert said.startswith("This needs more memory than it may take")
    assert said.count("\n") == 1
    bytearray(3 * GB)  # the limit is gone with the command


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to what it may take")
def test_within_its_memory_a_command_is_left_alone() -> None:
    with keeping_to(GB):
        assert len(bytearray(900 * MB)) == 900 * MB
