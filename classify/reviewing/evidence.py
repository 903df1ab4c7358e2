"""What the machine saw and decided of an enterprise: for training, and for reviewers who have answered."""

from catalogue.errors import ReviewError
from catalogue.label_guide import load_label_guide
from catalogue.messages import say, say_text
from classify.explanation import ExplainedCapability, explain
from classify.reviewing.cases import load_task, read_answers
from classify.reviewing.records import Evidence, EvidenceCard, Predicted
from classify.reviewing.steps import PRESENCE
from store.decisions import read_links
from store.opening import Store
from store.reviewing import Task, read_review_pages, shares_open_site


def describe_evidence(store: Store, task: Task | int) -> Evidence:
    """The sites that were taken for the enterprise's, and every capability with its answer, probability and reasons.

    Raises:
        ReviewError: the task belongs to an audit and is not done yet, or an open audit asks about it or its website elsewhere.
    """
    found, queue, _ = load_task(store, task)
    if queue.blind and found.done_at is None:
        raise ReviewError(say("What the machine saw is shown when the enterprise is answered, not before."))
    if shares_open_site(store, queue.queue, queue.country, queue.wave, found.enterprise_id):
        raise ReviewError(
            say("An audit still asks about this enterprise or one with the same website: what the machine saw is shown after that.")
        )
    where = (store, queue.country, queue.wave, found.enterprise_id)
    numbers = {page.url: number for number, page in enumerate(read_review_pages(*where))}
    explained = explain(*where)
    mine = read_answers(store, found).questions
    asked = (*PRESENCE, *queue.questions)
    decided = {capability.capability: capability for capability in (explained.capabilities if explained else ())}
    predicted = tuple(_predict(decided[code], mine.get(code, ""), numbers) for code in asked if code in decided)
    links = tuple((link.site, link.relation, link.probability) for link in read_links(*where))
    return Evidence(found.task, links, predicted)


def _predict(decided: ExplainedCapability, mine: str, numbers: dict[str, int]) -> Predicted:
    cards = tuple(
        EvidenceCard(r.what, r.words, r.page, numbers.get(r.page), r.place, r.weight, say_text(r.why) if r.why else "")
        for r in decided.reasons
    )
    name = say_text(load_label_guide()[decided.capability].name)
    return Predicted(decided.capability, name, decided.answer, decided.probability, decided.model, mine, cards, decided.caution)
