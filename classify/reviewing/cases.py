"""A task as a case to put before a reviewer: register facts, sites, pages and questions in an order that betrays nothing."""

from collections.abc import Collection, Iterable

from catalogue.additions import using_additions
from catalogue.errors import ReviewError
from catalogue.isic import load_activities
from catalogue.label_guide import load_choices, load_label_guide
from catalogue.messages import say, say_text
from catalogue.sites import find_site
from catalogue.sizes import find_size_title
from catalogue.statuses import load_statuses
from classify.reviewing.disputes import read_site_answers
from classify.reviewing.plans import make_plan
from classify.reviewing.records import Answers, Asked, Case, Facts, PageShown, SiteShown
from classify.reviewing.standing import gather_answers
from classify.reviewing.steps import find_step, list_asked
from store.additions import additions_folder
from store.frame import find_enterprise
from store.opening import Store
from store.records import Enterprise
from store.reviewing import (
    ADJUDICATED,
    NamedSite,
    Queue,
    ReviewPage,
    Task,
    claim_tasks,
    find_queue,
    find_task,
    read_named_sites,
    read_review_pages,
    read_standing,
)


def claim_cases(store: Store, queue: int, reviewer: str, now: str, *, most: int = 2, adjudicates: bool = False) -> list[Case]:
    """Up to `most` cases of a queue that the reviewer now holds, as `claim_tasks` hands them out."""
    return [describe_case(store, task) for task in claim_tasks(store, queue, reviewer, now, most=most, adjudicates=adjudicates)]


def describe_case(store: Store, task: Task | int) -> Case:
    """The case of a task, with what its present reviewer has answered so far.

    Raises:
        ReviewError: the task is not in the store.
    """
    found, queue, enterprise = load_task(store, task)
    where = (store, queue.country, queue.wave, found.enterprise_id)
    with using_additions(additions_folder(store.path)):
        plan, disputes = make_plan(store, queue, found, enterprise)
        answers = read_answers(store, found)
        return Case(
            found.task,
            queue.queue,
            found.round,
            found.kind,
            queue.blind,
            queue.country,
            queue.wave,
            describe_enterprise(enterprise),
            show_sites(read_named_sites(*where), answers, enterprise.site, list_found(store, queue, found)),
            show_pages(read_review_pages(*where)),
            tuple(word_question(code) for code in list_asked(plan, answers)),
            answers,
            find_step(plan, answers),
            tuple(Asked(c.code, say_text(c.name), "", c.code in plan.needed) for c in load_choices("protocol").values()),
            disputes,
        )


def load_task(store: Store, task: Task | int) -> tuple[Task, Queue, Enterprise]:
    """A task with its queue and enterprise.

    Raises:
        ReviewError: it is not in the store.
    """
    found = find_task(store, task) if isinstance(task, int) else task
    queue = find_queue(store, found.queue) if found else None
    enterprise = find_enterprise(store, queue.country, queue.wave, found.enterprise_id) if found and queue else None
    if found is None or queue is None or enterprise is None:
        raise ReviewError(say("This task is not in the store any more: go back to the list of queues."))
    return found, queue, enterprise


def read_answers(store: Store, task: Task) -> Answers:
    """What the task's present reviewer (who has done it, or holds it) has answered and not taken back."""
    reviewer = task.done_by or task.claimed_by
    return gather_answers(read_standing(store, task.task, reviewer) if reviewer else ())


def describe_enterprise(enterprise: Enterprise) -> Facts:
    """What the register says, with codes in words."""
    activity = load_activities().get(enterprise.activity or "") or load_activities().get(enterprise.section)
    address = ", ".join(part for part in (enterprise.address, enterprise.postcode) if part)
    size = find_size_title(enterprise.size_class)
    return Facts(
        enterprise.enterprise_id,
        enterprise.name or "",
        enterprise.trade_name or "",
        enterprise.legal_form or "",
        enterprise.place or "",
        enterprise.region or "",
        address,
        enterprise.activity or "",
        say_text(activity.title) if activity else "",
        enterprise.size_class,
        say_text(size) if size else enterprise.size_class,
        enterprise.url or "",
        enterprise.phone or "",
        enterprise.email or "",
    )


def list_found(store: Store, queue: Queue, task: Task) -> set[str]:
    """The sites that those who answered before found by hand; nothing in the first rounds, where nobody sees what others did."""
    if task.round != ADJUDICATED:
        return set()
    return {site for answers in read_site_answers(store, queue, task.enterprise_id).values() for site in _list_entered(answers)}


def show_sites(named: Iterable[NamedSite], answers: Answers, registered: str | None, found: Collection[str] = ()) -> tuple[SiteShown, ...]:
    """The sites to choose from, by name; those that the reviewer found among them, and those that others `found`."""
    known = {site.site: site for site in named}
    own = _list_entered(answers) - known.keys()
    shown = [_show_site(site, registered) for site in known.values()]
    shown += [SiteShown(site, _find_kind(site), f"http://{site}/", "", say("You found it."), False, True) for site in own]
    others = set(found) - known.keys() - own
    shown += [SiteShown(site, _find_kind(site), f"http://{site}/", "", say("A reviewer found it."), False) for site in others]
    return tuple(sorted(shown, key=lambda site: site.site))


def show_pages(pages: Iterable[ReviewPage]) -> tuple[PageShown, ...]:
    """The archived pages with their numbers."""
    return tuple(
        PageShown(number, page.site, page.url, page.title or "", page.language or "", page.fetched_at or "")
        for number, page in enumerate(pages)
    )


def _list_entered(answers: Answers) -> set[str]:
    """The sites that were typed, or found in a search."""
    return {*answers.entered, *([str(answers.search["site"])] if answers.search and answers.search.get("site") else [])}


def _show_site(site: NamedSite, registered: str | None) -> SiteShown:
    status = load_statuses().get(site.status)
    words = say_text(status.meaning) if status else site.status
    return SiteShown(site.site, site.kind or _find_kind(site.site), f"http://{site.site}/", site.status, words, site.site == registered)


def _find_kind(site: str) -> str:
    found = find_site(site)
    return found.kind if found else "own"


def word_question(code: str) -> Asked:
    """A question with its name and how it is asked, in the reader's language."""
    guidance = load_label_guide()[code]
    return Asked(code, say_text(guidance.name), say_text(guidance.asked))
