"""What the working page's script sends and asks for while somebody practises."""

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from catalogue.errors import ReviewError
from catalogue.messages import say, say_text
from catalogue.practice import PracticeCase, load_practice
from classify.reviewing.records import DONE, Answers
from store.accounts import PracticeResult, record_practice
from store.reviewing import current_moment
from web.pages import ENVIRONMENT, render_page
from web.people.roles import require
from web.practice.cases import describe_case
from web.practice.finding import list_open, load_case
from web.practice.judging import judge_answers
from web.practice.practising import Taken
from web.practice.standing import Standing, read_standing
from web.problems import NO_STORE, wants_page
from web.review.answering import read_body
from web.review.finding import REVIEWERS
from web.surroundings import surroundings_of

HELD = 2
"""Cases that the page holds: the one at hand and the next."""


@require(*REVIEWERS)
def take_answer(request: Request) -> Response:
    """Keeps one act, and the result where it finishes the case: {act, finished, case, cases, progress}."""
    around, name, case, given = surroundings_of(request), request.state.person.name, load_case(request), read_body(request.state.content)
    if given["kind"] == "skip":
        around.practising.skip(name, case)
        taken = Taken(Answers(), finished=True, repeated=False)
    else:
        taken = around.practising.take(name, case, given, current_moment())
        if taken.finished and not taken.repeated:
            with around.accounts.using() as accounts:
                record_practice(accounts, _write_result(name, case, taken.answers))
    present = None if taken.finished else asdict(describe_case(case, taken.answers))
    return JSONResponse({**describe_work(request), "act": 0, "finished": taken.finished, "case": present}, headers=NO_STORE)


@require(*REVIEWERS)
def show_next(request: Request) -> Response:
    """The cases to go on with: {cases, last_act, progress}."""
    return JSONResponse(describe_work(request), headers=NO_STORE)


@require(*REVIEWERS)
def take_back(request: Request) -> Response:
    """Takes back the newest answer to the case at hand; a finished case stays as it is: {undone, case, last_act, progress}."""
    around, name = surroundings_of(request), request.state.person.name
    case = _list_cases(request)[:1]
    act = around.practising.take_back(name, case[0]) if case else None
    shown = asdict(describe_case(case[0], around.practising.read_answers(name, case[0]))) if act else None
    undone = {"kind": act.kind, "question": act.question} if act else None
    return JSONResponse({**describe_work(request), "undone": undone, "case": shown}, headers=NO_STORE)


@require(*REVIEWERS)
def show_verdict(request: Request) -> Response:
    """The right answers with their reasons beside what was answered, to whoever has done the case; a piece of HTML, or a page."""
    around, name, case = surroundings_of(request), request.state.person.name, load_case(request)
    with around.accounts.using() as accounts:
        result = read_standing(accounts, name).results.get(case.code)
    if result is None:
        raise ReviewError(say("The right answers are shown to you when you have answered this case."))
    answers = around.practising.read_answers(name, case)
    values = {
        "about": say_text(case.about),
        "judged": judge_answers(case, answers),
        "known": answers.scope is not None,
        "words": _words(result),
    }
    if wants_page(request):
        return render_page(request, "practice/case.html", values)
    return HTMLResponse(ENVIRONMENT.get_template("practice/verdict.html").render(values), headers=NO_STORE)


def describe_work(request: Request) -> dict[str, Any]:
    """What the page needs to begin with, and to go on."""
    around, name = surroundings_of(request), request.state.person.name
    cases = [asdict(describe_case(case, _read_open(request, case))) for case in _list_cases(request)[:HELD]]
    with around.accounts.using() as accounts:
        standing = read_standing(accounts, name)
    return {"cases": cases, "last_act": 0, "progress": describe_progress(standing)}


def describe_progress(standing: Standing) -> dict[str, Any]:
    """How far somebody is, as the bar of the working page takes it."""
    total = len(load_practice())
    return {"tasks": total, "done": standing.done, "text": say("{done} of {total} cases", done=standing.done, total=total), "strata": []}


def _list_cases(request: Request) -> list[PracticeCase]:
    around, name = surroundings_of(request), request.state.person.name
    with around.accounts.using() as accounts:
        return list_open(read_standing(accounts, name), around.practising.put_off[name])


def _read_open(request: Request, case: PracticeCase) -> Answers:
    """What was answered of a case that is not finished; nothing of an earlier attempt."""
    answers = surroundings_of(request).practising.read_answers(request.state.person.name, case)
    return Answers() if describe_case(case, answers).step == DONE else answers


def _write_result(name: str, case: PracticeCase, answers: Answers) -> PracticeResult:
    judged = judge_answers(case, answers)
    return PracticeResult(name, case.code, len(judged), sum(step.agrees for step in judged), current_moment())


def _words(result: PracticeResult) -> dict[str, str]:
    return {
        "title": say("Practice case"),
        "agreed": say("{agreed} of {questions} answers were right.", agreed=result.agreed, questions=result.questions),
        "right": say("Right"),
        "wrong": say("Not right"),
        "yours": say("You:"),
        "expected": say("Right is:"),
        "not_asked": say("not answered"),
        "back": say("Back to practice"),
    }
