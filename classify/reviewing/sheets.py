"""Enterprises that were answered in a sheet are done in the queue too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from classify.reviewing.disputes import open_adjudication
from classify.reviewing.steps import PRESENCE, derive_answer
from store.opening import Store
from store.reviewing import (
    ADJUDICATED,
    AUDIT,
    SECOND,
    Queue,
    SheetAnswer,
    Task,
    read_enterprise_tasks,
    read_queues,
    read_sheet_answers,
    settle_task,
)


@dataclass(frozen=True, slots=True)
class SheetReport:
    """Tasks that answers of sheets have settled, and enterprises that a sheet answers in part only, so that the queue still asks them."""

    settled: int
    partly: int


def settle_sheets(store: Store, country: str, wave: str) -> SheetReport:
    """Notes in all open audit queues of a wave what sheets have answered."""
    queues = [queue for queue in read_queues(store, country, wave) if queue.purpose == AUDIT and queue.closed_at is None]
    reports = [settle_queue(store, queue) for queue in queues]
    return SheetReport(sum(r.settled for r in reports), sum(r.partly for r in reports))


def settle_queue(store: Store, queue: Queue) -> SheetReport:
    """Notes in one queue what sheets have answered; where both rounds are then done, what is in dispute goes to an adjudicator."""
    settled, partly = 0, set[str]()
    with store.writing():
        for (enterprise, labeller), answers in _group(read_sheet_answers(store, queue)).items():
            if not is_answered({a.question: a.answer for a in answers}, queue.questions):
                partly.add(enterprise)
                continue
            tasks = read_enterprise_tasks(store, queue.queue, enterprise)
            task = _find_task(tasks, labeller, answers[-1].round)
            if task is not None and settle_task(store, task.task, labeller, answers[-1].at):
                settled += 1
                open_adjudication(store, queue, task)
    return SheetReport(settled, len(partly))


def is_answered(answers: Mapping[str, str], questions: Iterable[str]) -> bool:
    """Whether a row answers all that a queue asks: every question but those that follow from having no website, or that it is no target."""
    if "no" in {answers.get("active"), answers.get("in_scope")}:
        return True
    presence = {name: answers.get(name, "yes") for name in PRESENCE}
    return all(question in answers or derive_answer(question, presence) is not None for question in questions)


def _group(answers: Iterable[SheetAnswer]) -> dict[tuple[str, str], list[SheetAnswer]]:
    grouped = dict[tuple[str, str], list[SheetAnswer]]()
    for answer in answers:
        grouped.setdefault((answer.enterprise_id, answer.labeller), []).append(answer)
    return grouped


def _find_task(tasks: Iterable[Task], labeller: str, round_name: str) -> Task | None:
    """The open task that a labeller's answers belong to; nobody does an enterprise twice."""
    rounds = [task for task in tasks if (task.round == ADJUDICATED) == (round_name == ADJUDICATED)]
    if any(task.done_by == labeller for task in rounds):
        return None
    wanted = sorted((task for task in rounds if task.done_at is None), key=lambda task: (task.round == SECOND) != (round_name == SECOND))
    return wanted[0] if wanted else None
