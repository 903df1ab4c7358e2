"""What waits for somebody: practice, queues with enterprises left, answers that differ; shown on the start page."""

from collections.abc import Callable
from dataclasses import dataclass

from catalogue.messages import say, say_count
from catalogue.numbers import write_number
from catalogue.practice import load_practice
from classify.reviewing import ensure_queues
from store.accounts import ADJUDICATOR, METHODOLOGIST, VIEWER, Person
from store.opening import Store
from store.reviewing import Queue, count_left_enterprises, count_progress, read_queues
from store.reviewing.records import ADJUDICATED
from web.practice.standing import Standing, read_standing
from web.review.finding import is_sighted
from web.review.naming import name_queue
from web.stores import AccountFiles, Stores

ADJUDICATING = frozenset({ADJUDICATOR, METHODOLOGIST})


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something to do: in words, how much of it is done (0 to 1), where it is done, and the words of the button."""

    title: str
    text: str
    share: float
    path: str
    button: str


def list_waiting(person: Person, stores: Stores, accounts: AccountFiles) -> list[Waiting]:
    """What waits for this person, in the order in which to do it; nothing for viewers. A drawn sample gets its queue here, too."""
    if person.role == VIEWER:
        return []
    with accounts.using() as opened:
        standing = read_standing(opened, person.name)
    waiting = [] if standing.opens_audits or person.role == METHODOLOGIST else [_describe_practice(standing)]
    if stores.path.exists():
        with stores.using() as store:
            ensure_queues(store)
            for queue in read_queues(store):
                if queue.closed_at is None and (not queue.blind or (standing.opens_audits and not is_sighted(person))):
                    waiting += _describe_queue(store, queue, adjudicates=person.role in ADJUDICATING)
    return waiting


def _describe_practice(standing: Standing) -> Waiting:
    total = len(load_practice())
    text = say("{done} of {total} practice cases done. They come first: then audits open to you.", done=standing.done, total=total)
    return Waiting(say("Practice"), text, standing.done / total, "/practice", say("Practise"))


def _describe_queue(store: Store, queue: Queue, *, adjudicates: bool) -> list[Waiting]:
    counted = count_progress(store, queue.queue)
    found = list[Waiting]()
    for disputed, path, sentence, button in _ways(queue, adjudicates=adjudicates):
        parts = [part for part in counted if (part.round == ADJUDICATED) == disputed]
        tasks, done = sum(part.tasks for part in parts), sum(part.done for part in parts)
        if tasks > done:
            left = tasks - done if disputed else count_left_enterprises(store, queue.queue)
            found.append(Waiting(name_queue(queue), sentence(left), done / tasks, path, button))
    return found


def _ways(queue: Queue, *, adjudicates: bool) -> list[tuple[bool, str, Callable[[int], str], str]]:
    """(whether about disputes, path, sentence for a number, button) of what can be done in a queue."""
    deciding = [(True, f"/review/{queue.queue}/adjudicate", say_disputes, say("Adjudicate"))] if adjudicates else []
    return [*deciding, (False, f"/review/{queue.queue}", say_left, say("Review"))]


def say_left(left: int) -> str:
    """How many enterprises are left, in words; one that goes to two people is one."""
    number = write_number(left)
    return say_count("{count} enterprise is left to review.", "{count} enterprises are left to review.", left, count=number)


def say_disputes(left: int) -> str:
    """On how many enterprises answers differ, in words."""
    number = write_number(left)
    return say_count("Answers differ on {count} enterprise.", "Answers differ on {count} enterprises.", left, count=number)
