"""The page on publishing tells what happens: its commands run one after the other, on a small country."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from store.opening import open_store
from store.reviews import append_labels
from tests.aggregate.stores_of_cases import label, sampled_ids, write_case_frame, write_case_labels, write_case_sample

PAGE = Path(__file__).parents[2] / "docs" / "publishing.md"
ELSEWHERE = ("official.csv", "-TZ-", " TZ ", "--also", "--by activity")
"""What needs a file or a country that is not there, or takes long."""


def list_commands() -> list[str]:
    """Those of the numbered parts, for the invented country."""
    numbered = PAGE.read_text(encoding="utf-8").partition("\n## 1. ")[2].partition("\n## Which tables")[0]
    blocks = re.findall(r"^```console\n(.*?)^```", numbered, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if not any(word in line for word in ELSEWHERE)]
    return [line.replace(" KE", " XD") for line in lines]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def run(line: str) -> Result:
        return CliRunner().invoke(main.group, [*shlex.split(line)[1:], "--db", "small.db"])

    return run


def test_the_commands_of_the_page_run_in_their_order(run, tmp_path):
    with open_store(tmp_path / "small.db") as store:
        write_case_frame(store)
        write_case_sample(store)
        write_case_labels(store)
    assert run("ecomstat aggregate XD --by activity,size_class").exit_code == 0
    commands, said = list_commands(), dict[str, str]()
    assert len(commands) >= 12
    for line in commands:
        if "revised" in line:
            with open_store(tmp_path / "small.db") as store:
                changed = [label(key, "no", "case", labeller="ben") for key in sampled_ids()[:5]]
                append_labels(store, changed)
            assert run("ecomstat aggregate XD --by activity,size_class").exit_code == 0
        done = run(line)
        assert done.exit_code == 0, (line, done.output)
        said[line] = done.output
    assert "DRAFT" in said["ecomstat export XD --to draft"]
    assert "revised" in said["ecomstat export XD --to tables"]
    assert "2 (final)" in said["ecomstat export XD --to tables --format csv,xlsx --vintage final"]
    listed = said["ecomstat release XD --list"]
    assert [vintage for vintage in ("provisional", "final", "revised") if vintage in listed] == ["provisional", "final", "revised"]
    assert list((tmp_path / "share").glob("*.zip"))
