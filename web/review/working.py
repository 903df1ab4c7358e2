"""The working page: one enterprise at a time."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from catalogue.label_guide import load_choices, load_label_guide
from catalogue.messages import say, say_text
from web import hand_back
from web.pages import render_page
from web.people.roles import require
from web.review.answering import describe_work
from web.review.finding import ADJUDICATORS, REVIEWERS, load_queue, refuse_unfit
from web.review.naming import name_queue
from web.review.wording import ANSWERS, answer_words, key_list, page_words, script_words
from web.surroundings import surroundings_of


@require(*REVIEWERS)
def show_work(request: Request) -> Response:
    """The page of a queue, with the first two cases in it."""
    return _show(request, adjudicates=False)


@require(*ADJUDICATORS)
def show_adjudication(request: Request) -> Response:
    """The same page for the enterprises on which two answers differ, with both answers."""
    return _show(request, adjudicates=True)


def render_work(request: Request, title: str, start: dict[str, Any], back: str, words: Mapping[str, str] | None = None) -> Response:
    """The working page around cases; `start` has the urls that its script asks, the cases, and what is shown of predictions when.

    `words` stand in the place of the page's own.
    """
    values: dict[str, Any] = {
        "title": title,
        "words": {**page_words(), **(words or {})},
        "key_list": key_list(),
        "answers": [(key, answer, answer_words()[answer]) for key, answer in ANSWERS],
        **{
            kind: [(code, say_text(choice.name)) for code, choice in load_choices(kind).items()]
            for kind in ("reasons", "channels", "outcomes")
        },
        "start": {"words": script_words(), "guide": _read_guide(), **start},
        "back": back,
    }
    return render_page(request, "review/work.html", values)


def _show(request: Request, *, adjudicates: bool) -> Response:
    with surroundings_of(request).stores.using() as store:
        queue = load_queue(store, request)
        refuse_unfit(request, queue)
        work = describe_work(store, queue.queue, request.state.person.name, adjudicates=adjudicates)
    folder = f"/review/{queue.queue}"
    urls = {
        "acts": "/review/tasks/{task}/acts",
        "next": f"{folder}/disputes" if adjudicates else f"{folder}/next",
        "undo": f"{folder}/undo",
        "evidence": "/review/tasks/{task}/evidence",
        "page": "/archive/{task}/{number}",
    }
    title = say("Adjudication: {queue}", queue=name_queue(queue)) if adjudicates else name_queue(queue)
    start = {"urls": urls, **work, "evidence": True, "shows_after": False}
    if surroundings_of(request).hand_back:
        return render_work(request, title, start, hand_back.PATH, hand_back.empty_words())
    return render_work(request, title, start, "/review")


def _read_guide() -> dict[str, dict[str, Any]]:
    """The label guide in the reader's language."""
    return {code: {key: _translate(value) for key, value in asdict(guidance).items()} for code, guidance in load_label_guide().items()}


def _translate(text: Any) -> Any:
    return say_text(text) if isinstance(text, str) else [say_text(line) for line in text]
