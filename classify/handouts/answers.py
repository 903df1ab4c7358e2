"""The file of answers that comes back from elsewhere: acts of one reviewer as JSON, without pages."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from catalogue.errors import BundleError
from catalogue.messages import say
from store.handouts import GivenBack, TaskState
from store.reviewing import Act

TAKEN_BACK = frozenset({"scope", "sites", "question", "search", "skip"})
KINDS = TAKEN_BACK | {"done", "look", "undo"}
MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


def write_answers(given: GivenBack) -> bytes:
    """The answers as JSON."""
    return json.dumps(asdict(given), ensure_ascii=False, default=dict).encode()


def read_answers(content: bytes, file: Path) -> GivenBack:
    """The answers of a file.

    Raises:
        BundleError: they are not such as a bundle gives.
    """
    try:
        values: dict[str, Any] = json.loads(content)
        reviewer = str(values["reviewer"])
        tasks = tuple(_read_task(task) for task in values["tasks"])
        acts = tuple(_read_act(act, reviewer) for act in values["acts"])
        _check_order(acts)
        return GivenBack(str(values["handout"]), reviewer, tasks, acts)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise BundleError(say("{file} holds answers that make no sense: nothing was taken. Ask for it again.", file=file)) from error


def _read_task(values: dict[str, Any]) -> TaskState:
    name, round_name = str(values["enterprise_id"]), str(values["round"])
    return TaskState(int(values["task"]), name, round_name, _text(values["done_at"]), int(values["skips"]))


def _read_act(values: dict[str, Any], reviewer: str) -> Act:
    """An act in its one form; a bundle holds those of its reviewer only. Raises ValueError."""
    act = Act(
        int(values["task"]),
        str(values["reviewer"]),
        _read_moment(str(values["at"])),
        str(values["kind"]),
        _text(values["question"]),
        _text(values["answer"]),
        dict(values["content"]),
        bool(values["blind"]),
        None if values["seconds"] is None else float(values["seconds"]),
        None if values["undoes"] is None else int(values["undoes"]),
        int(values["act"]),
    )
    if act.seconds is not None and not math.isfinite(act.seconds):
        raise ValueError(act.seconds)
    if act.kind not in KINDS or act.reviewer != reviewer or (act.kind == "undo") != (act.undoes is not None):
        raise ValueError(act.kind)
    return act


def _read_moment(text: str) -> str:
    """A moment in the one form in which moments can be compared. Raises ValueError."""
    return f"{datetime.strptime(text, MOMENT).replace(tzinfo=UTC).strftime('%Y-%m-%dT%H:%M:%S.%f')[:-3]}Z"


def _check_order(acts: Sequence[Act]) -> None:
    """What is taken back was done before, in the same task, can be taken back, and is so once. Raises ValueError."""
    last, open_acts = 0, dict[int, int]()
    for act in acts:
        if act.act <= last or (act.undoes is not None and open_acts.pop(act.undoes, None) != act.task):
            raise ValueError(act.act)
        last = act.act
        if act.kind in TAKEN_BACK:
            open_acts[act.act] = act.task


def _text(value: object) -> str | None:
    return None if value is None else str(value)
