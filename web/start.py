"""The start page."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from catalogue.errors import EcomstatError
from store.accounts import METHODOLOGIST
from web.contents import Contents
from web.hand_back import describe_hand_back
from web.own_work import list_waiting
from web.pages import render_page
from web.people.rights import sees_figures
from web.start_page import describe_start_page
from web.surroundings import surroundings_of


async def show_start(request: Request) -> Response:
    """What waits for whoever asks, and what the store holds; nothing of that for somebody who reviews while an audit is open."""
    around, units, shown = surroundings_of(request), request.state.person.role == METHODOLOGIST, True
    try:
        shown = await run_in_threadpool(sees_figures, request.state.person, around.stores)
        await around.tables.refresh()
        contents = await run_in_threadpool(around.contents.read) if shown else Contents()
        waiting = await run_in_threadpool(list_waiting, request.state.person, around.stores, around.accounts)
        waiting += [await run_in_threadpool(describe_hand_back, around.hand_back)] if around.hand_back else []
        page = describe_start_page(around.store_path.name, contents, shown=shown, units=units, waits=bool(waiting))
        page["waiting"] = waiting
    except EcomstatError as error:
        page = describe_start_page(around.store_path.name, Contents(), problem=str(error), shown=shown)
    return await run_in_threadpool(render_page, request, "start.html", page)


def show_icon(request: Request) -> Response:
    """Where the icon is, for pages that name none: browsers ask for it by this path."""
    return RedirectResponse("/static/ecomstat.svg", 308)


ROUTES = [Route("/", show_start), Route("/favicon.ico", show_icon)]
