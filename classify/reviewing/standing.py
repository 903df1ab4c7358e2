"""What a reviewer's acts on a task come to: the answers that stand."""

from collections.abc import Iterable

from classify.reviewing.records import FOUND, Answers
from store.reviewing import Act


def gather_answers(acts: Iterable[Act]) -> Answers:
    """The answers of acts that stand, oldest first; of two answers to one question the later counts."""
    scope: str | None = None
    reason: str | None = None
    sites: tuple[str, ...] | None = None
    entered: tuple[str, ...] = ()
    unknown = False
    search: dict[str, object] | None = None
    questions = dict[str, str]()
    for act in acts:
        if act.kind == "scope":
            scope, reason = act.answer, act.content.get("reason")
        elif act.kind == "sites":
            sites, unknown = tuple(act.content.get("own", ())), act.answer == "unknown"
            entered = tuple(act.content.get("entered", ()))
        elif act.kind == "search":
            search = {key: value for key, value in act.content.items() if key != "nonce"}
            if search.get("outcome") == FOUND:  # whose it is must be answered anew, with what was found
                sites, unknown = None, False
        elif act.kind == "question" and act.question:
            questions[act.question] = act.answer or ""
    return Answers(scope, reason, sites, unknown, entered, search, questions)
