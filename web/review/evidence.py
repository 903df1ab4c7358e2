"""What the machine saw of an enterprise, shown when it can sway nobody any more: a piece of HTML for the working page."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from catalogue.errors import ReviewError
from catalogue.messages import say
from catalogue.numbers import write_number, write_share
from classify.reviewing import Evidence, EvidenceCard, describe_evidence
from store.opening import Store
from store.reviewing import LOOK, Act, Task, current_moment, read_acts, read_review_pages, record_act
from web.archive.excerpts import Excerpt
from web.pages import ENVIRONMENT
from web.people.roles import require
from web.problems import NO_STORE
from web.review.finding import REVIEWERS, load_queue_of, load_task
from web.review.quoting import quote_cards
from web.review.wording import ANSWERS, answer_words
from web.surroundings import surroundings_of


@require(*REVIEWERS)
def show_evidence(request: Request) -> Response:
    """The cards of a task: in training at once, in an audit to whoever has done it, who can change their mind then."""
    name = request.state.person.name
    with surroundings_of(request).stores.using() as store, store.writing():  # a look that is refused is not noted
        task = load_task(store, request)
        _note_look(store, task, name)
        evidence = describe_evidence(store, task.task)
        queue = load_queue_of(store, task)
        pages = read_review_pages(store, queue.country, queue.wave, task.enterprise_id)
    values = {
        **describe_cards(evidence, quote_cards(store.path, pages, evidence)),
        "changes": task.done_by == name and queue.closed_at is None,
    }
    return HTMLResponse(ENVIRONMENT.get_template("review/evidence.html").render(values), headers=NO_STORE)


def describe_cards(evidence: Evidence, quotes: Mapping[EvidenceCard, Excerpt]) -> dict[str, Any]:
    """All that the template needs."""
    return {
        "evidence": evidence,
        "quotes": quotes,
        "answers": answer_words(),
        "keys": ANSWERS,
        "words": _words(),
        "percent": _percent,
        "for_yes": _for_yes,
        "weigh": _weigh,
        "relations": _relations(),
    }


def _note_look(store: Store, task: Task, name: str) -> None:
    """Refuses whoever is still to be blind, and notes that somebody is not any more."""
    queue = load_queue_of(store, task)
    if name != (task.done_by or (None if queue.blind else task.claimed_by)):
        raise ReviewError(say("What the machine saw is shown to you when you have answered everything about this enterprise."))
    if not any(act.kind == LOOK and act.reviewer == name for act in read_acts(store, task.task)):
        record_act(store, Act(task.task, name, current_moment(), LOOK, blind=False), ())


def _percent(share: float | None) -> str:
    return "" if share is None else write_share(share, 0)


def _for_yes(probability: float) -> str:
    """The probability of a yes, whatever was decided: no number of its own would say which answer it speaks for."""
    return say("({p} for yes)", p=_percent(probability))


def _weigh(weight: float) -> str:
    return f"{'+' if weight > 0 else ''}{write_number(weight, 1)}"


def _relations() -> dict[str, str]:
    return {
        "own": say("its own website"),
        "shared": say("shared with others"),
        "social": say("its page on a social network"),
        "marketplace": say("its page on a marketplace"),
        "rejected": say("somebody else's"),
    }


def _words() -> dict[str, str]:
    return {
        "links": say("Whose website"),
        "mine": say("You:"),
        "machine": say("Machine:"),
        "change": say("Change your answer; the first one is kept, too:"),
        "nothing": say("Nothing was seen that speaks for or against it."),
        "nothing_at_all": say("The machine has said nothing about this enterprise."),
        "weight": say("weight"),
    }
