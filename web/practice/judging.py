"""Somebody's answers to a practice case beside the checked ones."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.label_guide import load_choices, load_label_guide
from catalogue.messages import say, say_text
from catalogue.practice import PracticeCase
from classify.reviewing.records import IN_SCOPE, SCOPE, SITES, Answers


@dataclass(frozen=True, slots=True)
class Judged:
    """One step of a case in words: what was asked, what was answered ('' where it was not asked any more), what is right, and why."""

    asked: str
    given: str
    right: str
    agrees: bool
    why: str


def judge_answers(case: PracticeCase, answers: Answers) -> list[Judged]:
    """Every step that the case has, in order; one that was never reached counts as not right."""
    return list(_judge(case, answers))


def _judge(case: PracticeCase, answers: Answers) -> Iterator[Judged]:
    guide = load_label_guide()
    scope = (answers.scope, answers.reason or "") == (case.scope.answer, case.reason)
    why = say_text(case.scope.why) or say("Nothing speaks against it: it is at work, and the kind of unit that the survey is about.")
    yield Judged(
        say_text(guide[SCOPE].name), name_scope(answers.scope, answers.reason), name_scope(case.scope.answer, case.reason), scope, why
    )
    if not case.in_scope:
        return
    own = answers.sites is not None and not answers.sites_unknown and frozenset(answers.sites) == case.own
    yield Judged(say_text(guide[SITES].name), _name_sites(answers), _join(case.own), own, say_text(case.own_why))
    for question, checked in case.answers.items():
        given = answers.questions.get(question)
        yield Judged(
            say_text(guide[question].name), name_answer(given), name_answer(checked.answer), given == checked.answer, say_text(checked.why)
        )


def name_scope(answer: str | None, reason: str | None) -> str:
    """The answer to the first step in words."""
    if answer is None:
        return ""
    if answer == IN_SCOPE:
        return say("Yes")
    return say("No: {reason}", reason=say_text(load_choices("reasons")[reason].name)) if reason else say("Cannot tell")


def name_answer(answer: str | None) -> str:
    """The answer to a question in words; '' where there is none."""
    return {"yes": say("Yes"), "no": say("No"), "unknown": say("Cannot tell")}.get(answer or "", "")


def _name_sites(answers: Answers) -> str:
    if answers.sites_unknown:
        return say("Cannot tell")
    return "" if answers.sites is None else _join(answers.sites)


def _join(sites: frozenset[str] | tuple[str, ...]) -> str:
    return ", ".join(sorted(sites)) or say("None of them")
