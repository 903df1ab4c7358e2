"""What README and handbook tell people to type must exist."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def find_commands(page: Path) -> Iterator[str]:
    """Every line that a reader is told to type and that begins with `ecomstat`."""
    for block in re.findall(r"^```console\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        yield from (line for line in block.splitlines() if line.startswith("ecomstat "))


COMMANDS = sorted({command for page in PAGES for command in find_commands(page)})


@pytest.mark.parametrize("line", COMMANDS)
def test_a_documented_command_exists_with_its_options(line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    context = click.Context(main.group, obj={})
    name, command, rest = main.group.resolve_command(context, words)
    assert name is not None
    assert command is not None
    with command.make_context(name, list(rest), parent=context):
        pass


def test_the_three_journeys_are_documented() -> None:
    assert {line.split()[1] for line in COMMANDS} >= {"frame", "crawl", "ingest", "sample", "labels", "serve", "aggregate", "export"}


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"`make ([a-z-]+)", (ROOT / "README.md").read_text()):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_package_says_what_lives_there() -> None:
    for package in ("catalogue", "store", "scrapers", "classify", "aggregate", "web", "cli"):
        assert (ROOT / package / "README.md").exists(), package
