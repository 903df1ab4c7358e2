import json
from pathlib import Path
from typing import Any

import pytest

from catalogue.errors import BundleError
from classify.handouts import read_answers, write_answers
from store.handouts import GivenBack, TaskState
from store.reviewing import Act

ACT = Act(1, "amina", "2026-11-22T10:00:00.000Z", "question", "chat", "no", seconds=2.5, act=1)
GIVEN = GivenBack("h-1", "amina", (TaskState(1, "E0", "first", None, 0),), (ACT,))
FILE = Path("answers.sealed")


def altered(**values: Any) -> bytes:
    content = json.loads(write_answers(GIVEN))
    content["acts"][0] |= values
    return json.dumps(content).encode()


def test_answers_are_read_as_they_were_written() -> None:
    assert read_answers(write_answers(GIVEN), FILE) == GIVEN


@pytest.mark.parametrize(
    "values",
    [{"at": "9999"}, {"at": "2026-11-22"}, {"seconds": float("nan")}, {"seconds": 10**400}, {"kind": "estimate"}, {"reviewer": "bob"}],
)
def test_what_no_bundle_writes_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(BundleError, match="make no sense"):
        read_answers(altered(**values), FILE)


def test_answers_nested_without_end_are_refused() -> None:
    with pytest.raises(BundleError, match="make no sense"):
        read_answers(b"[" * 200_000, FILE)
