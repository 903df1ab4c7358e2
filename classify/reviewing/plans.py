"""What is asked in a task: all of it in the first rounds, what is in dispute of an adjudicator."""

from catalogue.mail import is_for_everybody
from classify.reviewing.disputes import find_disputes, has_been_searched, list_earlier
from classify.reviewing.records import QUESTIONS, SCOPE, SITES, Dispute
from classify.reviewing.steps import Plan, find_needed
from store.opening import Store
from store.records import Enterprise
from store.reviewing import ADJUDICATED, SEARCH, Queue, Task


def make_plan(store: Store, queue: Queue, task: Task, enterprise: Enterprise) -> tuple[Plan, tuple[Dispute, ...]]:
    """The plan of a task, and what its adjudicator has to decide (nothing in other rounds)."""
    domain = (enterprise.email or "").rpartition("@")[2].strip()
    needed = find_needed(enterprise.url or "", bool(domain) and not is_for_everybody(domain))
    if task.round != ADJUDICATED:
        return Plan(True, True, queue.questions, task.kind == SEARCH, needed), ()
    disputes = find_disputes(store, queue, task.enterprise_id)
    steps = {dispute.step for dispute in disputes}
    disputed = frozenset(dispute.code for dispute in disputes if dispute.step == QUESTIONS)
    searched = has_been_searched(store, queue, task.enterprise_id)
    earlier = list_earlier(store, queue, task.enterprise_id)
    plan = Plan(SCOPE in steps, SITES in steps, queue.questions, needed=needed, searched=searched, disputed=disputed, earlier=earlier)
    return plan, disputes
