"""The target: enterprises that are active and in scope, as people found of those that were drawn."""

from store.cells import read_sample_answers
from store.opening import Store

QUESTIONS = ("active", "in_scope")


def read_targets(store: Store, country: str, wave: str, source: str, sample: str) -> dict[int, bool] | None:
    """{unit: whether it is of the target} for units that somebody judged; None where nobody was asked about any.

    `no` to one of the questions (closed; out of scope or a duplicate) is enough to be outside. Unknown and unresolved answers are left
    out: such units count as active, and the notes of the wave say how many units were judged.
    """
    answers = [read_sample_answers(store, country, wave, question, source, sample) for question in QUESTIONS]
    judged = {unit for given in answers for unit, answer in given.items() if answer in ("yes", "no")}
    return {unit: all(given.get(unit) != "no" for given in answers) for unit in judged} if judged else None
