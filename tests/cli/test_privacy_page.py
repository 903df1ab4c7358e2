"""The handbook's page on privacy says what the program does."""

from pathlib import Path

from catalogue.leaving import load_leaves
from catalogue.retention import load_retention

PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"
GOES = {"purge": "with every purge of the wave", "quotes": "with `--quotes`", "register": "with `--register`", "stays": "stays"}


def test_the_retention_table_is_that_of_the_program() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for kind in load_retention().values():
        assert f"| {kind.name} | {kind.why} | {GOES[kind.goes]} |" in lines


def test_the_table_of_leaves_is_that_of_the_program() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for leave in load_leaves().values():
        commands = ", ".join(f"`{command}`" for command in leave.used_by)
        assert f"| `{leave.key}` | {', '.join(leave.tells)} | {leave.to} | {commands} |" in lines
