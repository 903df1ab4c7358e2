"""One archived page of a task, for the frame of the review page."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.archives.places import find_file
from scrapers.archives.reading import read_record
from store.accounts import ADJUDICATOR, METHODOLOGIST, REVIEWER, Person, record_look
from store.opening import Store
from store.reviewing import ReviewPage, Task, find_queue, find_task, read_review_pages
from web.archive.notices import render_notice
from web.archive.rendering import render_page
from web.people.roles import require
from web.problems import answer_problem
from web.surroundings import surroundings_of

OVERSEERS = frozenset({ADJUDICATOR, METHODOLOGIST})


@require(REVIEWER, ADJUDICATOR, METHODOLOGIST)
def show_archived_page(request: Request) -> Response:
    """The page of this number in the list of a task, harmless; with `?plain` without its own stylesheets, where they hide its words.

    For whoever holds or has done the task, for adjudicators and methodologists; a look of those two at others' tasks is noted.
    """
    around, person = surroundings_of(request), request.state.person
    with around.stores.using() as store:
        task = find_task(store, request.path_params["task"])
        if task is None:
            raise HTTPException(404)
        if not _is_theirs(task, person) and person.role not in OVERSEERS:
            return answer_problem(request, say("This enterprise is with somebody else now: go on with the next one."), 403)
        page = _find_page(store, task, request.path_params["number"])
    if not _is_theirs(task, person):
        with around.accounts.using() as accounts:
            record_look(accounts, person.name, request.url.path)
    if page is None:
        raise HTTPException(404)
    return answer_archived(_read_page(around.store_path, page, plain="plain" in request.query_params))


def answer_archived(markup: str) -> Response:
    """The answer with a page that `render_page` gave; below /archive/ the guard adds the policy that shuts it in."""
    return HTMLResponse(markup)


def _read_page(store_path: Path, page: ReviewPage, *, plain: bool) -> str:
    try:
        archived = read_record(find_file(store_path, page.warc_file), page.warc_offset)
    except CrawlError:
        return _describe_damage(page)
    return render_page(archived, plain=plain) if archived.headers else _describe_damage(page)


def _describe_damage(page: ReviewPage) -> str:
    return render_notice(
        say(
            "This page cannot be shown: the archive {file} is missing or damaged. Judge by the other pages, and tell whoever looks"
            " after the store.",
            file=Path(page.warc_file).name,
        )
    )


def _is_theirs(task: Task, person: Person) -> bool:
    return person.name == (task.done_by or task.claimed_by)


def _find_page(store: Store, task: Task, number: int) -> ReviewPage | None:
    queue = find_queue(store, task.queue)
    pages = read_review_pages(store, queue.country, queue.wave, task.enterprise_id) if queue else []
    return pages[number] if number < len(pages) else None


ROUTES = [Route("/archive/{task:number}/{number:number}", show_archived_page, methods=["GET"])]
