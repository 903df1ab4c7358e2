"""What reviewers found out about whose website is whose, as truth for judging links."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classify.reviewing.records import NOT_FOUND_OUT
from classify.reviewing.standing import gather_answers
from classify.reviewing.steps import is_website
from store.opening import Store
from store.reviewing import ADJUDICATED, AUDIT, Act, Queue, read_done_tasks, read_queues, read_site_acts


@dataclass(frozen=True, slots=True)
class ReviewedSites:
    """{enterprise: its own websites, none if empty} as reviewers answered; `purpose`: audit, or training where no audit tells anything."""

    sites: Mapping[str, frozenset[str]]
    purpose: str


def read_reviewed_sites(store: Store, country: str, wave: str) -> ReviewedSites | None:
    """The answers of a wave's audits, else of its training queues; None where nobody has answered.

    An adjudicator's answer counts before those of others; where two reviewers chose nothing in common, nobody knows before that.
    Enterprises of which somebody could not find it out are left out.
    """
    queues = read_queues(store, country, wave)
    for purpose in dict.fromkeys([AUDIT, *(queue.purpose for queue in queues)]):
        answers = [found for queue in queues if queue.purpose == purpose for found in _read_answers(store, queue)]
        if sites := settle_sites(answers):
            return ReviewedSites(sites, purpose)
    return None


def settle_sites(answers: list[tuple[str, bool, frozenset[str]]]) -> dict[str, frozenset[str]]:
    """{enterprise: sites} of (enterprise, adjudicated, own websites) of several reviewers."""
    decided = {enterprise: sites for enterprise, adjudicated, sites in answers if adjudicated}
    given = dict[str, list[frozenset[str]]]()
    for enterprise, _, sites in answers:
        given.setdefault(enterprise, []).append(sites)
    agreed = {key: frozenset().union(*sets) for key, sets in given.items() if len(set(sets)) == 1 or frozenset.intersection(*sets)}
    return {**agreed, **decided}


def _read_answers(store: Store, queue: Queue) -> Iterator[tuple[str, bool, frozenset[str]]]:
    acts = read_site_acts(store, queue.queue)
    done = {task.task: task for task in read_done_tasks(store, queue.queue)}
    by_task = dict[int, list[Act]]()
    for act in acts:
        if act.task in done and act.reviewer == done[act.task].done_by:
            by_task.setdefault(act.task, []).append(act)
    for number, given in by_task.items():
        task, answers = done[number], gather_answers(given)
        own = frozenset(site for site in answers.sites or () if is_website(site))
        is_open = answers.sites_unknown or (answers.search is not None and answers.search.get("outcome") == NOT_FOUND_OUT)
        if own or not is_open:
            yield task.enterprise_id, task.round == ADJUDICATED, own
