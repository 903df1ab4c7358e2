from pathlib import Path

import pytest

from store.frame import write_enterprises
from store.opening import Store, open_store
from store.records import Enterprise, Label
from store.reviewing import Act, NewQueue, NewTask, Queue, open_queue

NOW = "2026-11-22T10:00:00.000Z"
LATER = "2026-11-22T10:20:00.000Z"


@pytest.fixture
def store(tmp_path: Path):
    with open_store(tmp_path / "store.db") as opened:
        write_enterprises(opened, [Enterprise("XD", "2026", f"E{n}", name=f"Name {n}") for n in range(4)])
        yield opened


@pytest.fixture
def queue(store: Store) -> Queue:
    """Four enterprises; the first is given to two people."""
    asked = NewQueue("XD", "2026", "audit", "audit-1", ("online_ordering",), 0.25, 1, "maria")
    tasks = [NewTask(f"E{n}", "first", "pages", "S0T9", n) for n in range(4)] + [NewTask("E0", "second", "pages", "S0T9", 0)]
    return open_queue(store, asked, tasks)


def answer(task: int, reviewer: str, given: str, at: str = NOW, *, blind: bool = True) -> Act:
    return Act(task, reviewer, at, "question", "online_ordering", given, blind=blind)


def label(enterprise: str, labeller: str, given: str, at: str = NOW, round_name: str = "first", *, blind: bool = True) -> Label:
    return Label("XD", "2026", enterprise, "online_ordering", given, labeller, "audit", at, sample="audit-1", round=round_name, blind=blind)
