"""What invented reviewers do in tests."""

from classify.reviewing import Outcome, describe_case, take_act
from store.opening import Store
from store.reviewing import ADJUDICATED, Queue, claim_tasks, current_moment

FOUND_NOTHING = {"outcome": "none", "protocol": ["register_url", "name_searched", "email_domain", "social_pages"], "minutes": 4}


def claim(store: Store, queue: Queue, person: str, enterprise: str, *, adjudicates: bool = False) -> int:
    """The person's task of an enterprise; what they were handed out before it stays theirs."""
    tasks = claim_tasks(store, queue.queue, person, current_moment(), most=20, adjudicates=adjudicates)
    return next(t.task for t in tasks if t.enterprise_id == enterprise and (t.round == ADJUDICATED) == adjudicates)


def answer_all(store: Store, task: int, person: str, given: dict[str, str] | None = None, own: list[str] | None = None) -> Outcome:
    """Scope y, these sites (else the first shown), and all questions: `no` unless given."""
    take_act(store, person, task, "scope", answer="y")
    sites = own if own is not None else [describe_case(store, task).sites[0].site]
    outcome = take_act(store, person, task, "sites", content={"own": sites})
    for question in describe_case(store, task).questions:
        outcome = take_act(store, person, task, "question", question=question.code, answer=(given or {}).get(question.code, "no"))
    return outcome


def read_answers(store: Store, enterprise: str) -> dict[str, str]:
    """{question: last standing answer} of an enterprise."""
    sql = "SELECT question, answer FROM standing_labels WHERE enterprise_id = ? ORDER BY at, label"
    return {str(question): str(answer) for question, answer in store.db.execute(sql, [enterprise])}
