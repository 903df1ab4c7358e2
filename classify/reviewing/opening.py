"""Opening queues: one for each drawn sample, and others, apart from any sample, for what the machine is least sure of."""

from collections.abc import Iterable, Sequence
from itertools import islice

from catalogue.capabilities import load_capabilities
from catalogue.errors import ReviewError
from catalogue.messages import say
from classify.reviewing.doubles import choose_doubles
from classify.reviewing.sheets import settle_queue
from classify.reviewing.steps import PRESENCE
from store.opening import Store
from store.records import SampleDesign
from store.reviewing import (
    AUDIT,
    FIRST,
    PAGES,
    SEARCH,
    SECOND,
    TRAINING,
    NewQueue,
    NewTask,
    Queue,
    Reviewable,
    Uncertain,
    count_progress,
    open_queue,
    raise_double_share,
    read_enterprises_of,
    read_queues,
    read_reviewable,
    read_uncertain,
    read_unopened,
)
from store.reviews import read_designs

DOUBLE_SHARE = 0.2
"""The share of a sample that two reviewers look at, where nobody says another."""
PROGRAM = "ecomstat"
"""By whom a queue was opened that nobody opened by hand."""


def list_default_questions() -> tuple[str, ...]:
    """Every capability that pages show, in the catalogue's order; presence on the web follows from the step sites."""
    return tuple(capability for capability in load_capabilities() if capability not in PRESENCE)


def ensure_queues(store: Store) -> list[Queue]:
    """Opens a queue for each sample that has none, and adds what open ones lack since their sample was extended; gives those touched."""
    return [open_audit(store, country, wave, sample, by=PROGRAM) for country, wave, sample in read_unopened(store)]


def open_audit(store: Store, country: str, wave: str, sample: str, *, double_share: float | None = None, by: str) -> Queue:
    """The queue of a drawn sample: one task an enterprise, in the sample's random order, and a second one for a share of them.

    Done again, it adds what is missing (units since drawn, a higher share) and takes nothing away. Enterprises that a sheet has answered
    are done. Nothing of the sample's strata, which tell what was predicted, goes into the tasks: reviewers see the size class.

    Raises:
        ReviewError: there is no such sample, its queue was closed, or a lower share was asked for than two people got already.
    """
    with store.writing():
        design = _find_design(store, country, wave, sample)
        known = next((q for q in read_queues(store, country, wave) if (q.purpose, q.sample) == (AUDIT, sample)), None)
        share = _check_share(known, double_share)
        units = read_reviewable(store, country, wave, sample)
        second = read_enterprises_of(store, known.queue, SECOND) if known else set()
        chosen = set(choose_doubles([unit.enterprise_id for unit in units], share, design.seed, second))
        tasks = [_task(unit, round_name) for unit in units for round_name in _list_rounds(unit, chosen)]
        queue = open_queue(store, NewQueue(country, wave, AUDIT, sample, list_default_questions(), share, design.seed, by), tasks)
        queue = raise_double_share(store, queue, share)
        settle_queue(store, queue)
        return queue


def open_training(store: Store, country: str, wave: str, capabilities: Sequence[str] = (), *, most: int, by: str) -> Queue | None:
    """A queue of enterprises of no sample whose answers are least certain, most uncertain first; None where there are none.

    `capabilities`: what is asked, all that pages show where none is named. A queue that asks the same and has open tasks is given instead.
    Enterprises that share a website are represented by one of them.
    """
    questions = tuple(capabilities) or list_default_questions()
    with store.writing():
        training = [queue for queue in read_queues(store, country, wave) if queue.purpose == TRAINING]
        for queue in training:
            if queue.questions == questions and queue.closed_at is None and _has_open(store, queue):
                return queue
        chosen = islice(_keep_one_a_site(read_uncertain(store, country, wave, questions)), most)
        tasks = [NewTask(unit.enterprise_id, FIRST, PAGES, unit.size_class, place) for place, unit in enumerate(chosen)]
        if not tasks:
            return None
        name = f"training-{len(training) + 1}"
        return open_queue(store, NewQueue(country, wave, TRAINING, name, questions, 0.0, 0, by), tasks)


def _find_design(store: Store, country: str, wave: str, sample: str) -> SampleDesign:
    designs = {design.sample: design for design in read_designs(store, country, wave)}
    if sample not in designs:
        sentence = "There is no sample named {sample} in {country} {wave}: draw one with `ecomstat sample {country} --size 400`."
        raise ReviewError(say(sentence, sample=sample, country=country, wave=wave))
    return designs[sample]


def _check_share(known: Queue | None, asked: float | None) -> float:
    if known is not None and known.closed_at is not None:
        raise ReviewError(say("The queue of sample {sample} was closed: nothing is added to it.", sample=known.sample))
    if known is not None and asked is not None and asked < known.double_share:
        sentence = "{share:.0%} of sample {sample} go to two reviewers already: the share can be raised, not lowered."
        raise ReviewError(say(sentence, share=known.double_share, sample=known.sample))
    return asked if asked is not None else known.double_share if known else DOUBLE_SHARE


def _list_rounds(unit: Reviewable, chosen: set[str]) -> tuple[str, ...]:
    return (FIRST, SECOND) if unit.enterprise_id in chosen else (FIRST,)


def _task(unit: Reviewable, round_name: str) -> NewTask:
    return NewTask(unit.enterprise_id, round_name, PAGES if unit.has_pages else SEARCH, unit.size_class, unit.position)


def _has_open(store: Store, queue: Queue) -> bool:
    return any(progress.done < progress.tasks for progress in count_progress(store, queue.queue))


def _keep_one_a_site(units: Iterable[Uncertain]) -> Iterable[Uncertain]:
    seen = set[str]()
    for unit in units:
        if unit.site not in seen:
            seen |= {unit.site} if unit.site else set()
            yield unit
