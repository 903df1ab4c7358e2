"""Acts become labels: what was answered, and what follows from it."""

from collections.abc import Iterator
from dataclasses import dataclass

from classify.reviewing.records import CANNOT_TELL, IN_SCOPE, SEARCH, SITES, Answers
from classify.reviewing.steps import Plan, derive_answer, judge_presence
from store.records import Label
from store.reviewing import AUDIT, Act, Queue, Task, Versions

ACTIVE, KNOWN = "active", "in_scope"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where an act belongs, and what was known when it was done."""

    queue: Queue
    task: Task
    digest: str
    versions: Versions


def derive_labels(act: Act, after: Answers, plan: Plan, where: Circumstances) -> list[Label]:
    """The labels that an act brings; `after`: all answers that stand with it."""
    return [_label(act, where, *found) for found in _list_answers(act, after, plan, where.queue.questions)]


def _list_answers(act: Act, after: Answers, plan: Plan, questions: tuple[str, ...]) -> Iterator[tuple[str, str, str | None]]:
    """(question, answer, reason)."""
    if act.kind == "scope":
        yield from _judge_scope(act)
    elif act.kind in {SITES, SEARCH} and (presence := judge_presence(plan, after)) is not None:
        yield from ((question, answer, None) for question, answer in presence.items())
        for question in questions:
            if (answer := derive_answer(question, presence)) is not None:
                yield question, answer, None
    elif act.kind == "question" and act.question and act.answer:
        yield act.question, act.answer, None


def _judge_scope(act: Act) -> Iterator[tuple[str, str, str | None]]:
    """A closed enterprise is not active; one out of scope or a duplicate may be, but is not of the target."""
    reason = act.content.get("reason")
    if act.answer in {IN_SCOPE, CANNOT_TELL}:
        answer = "yes" if act.answer == IN_SCOPE else "unknown"
        yield ACTIVE, answer, None
        yield KNOWN, answer, None
    else:
        yield (ACTIVE if reason == "closed" else KNOWN), "no", str(reason)


def _label(act: Act, where: Circumstances, question: str, answer: str, reason: str | None) -> Label:
    queue, task = where.queue, where.task
    return Label(
        queue.country,
        queue.wave,
        task.enterprise_id,
        question,
        answer,
        act.reviewer,
        queue.purpose,
        act.at,
        sample=queue.sample if queue.purpose == AUDIT else None,
        round=task.round,
        blind=act.blind,
        evidence_digest=where.digest,
        reason=reason,
        rules=where.versions.rules,
        model=where.versions.models.get(question),
    )
