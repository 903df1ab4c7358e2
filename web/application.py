"""The web application behind `ecomstat serve`: groups of pages, behind the guard and the log-in."""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from web import hand_back, help_page, register, start, tables
from web.archive import showing
from web.dashboards import routes as dashboards
from web.guard import Guard
from web.languages import BrowserLanguage
from web.people import language, log_in, own_password, setup_page
from web.people.forgery import ForgeryCheck
from web.people.identification import Identification
from web.people.roles import Gate, refuse_figures, refuse_units
from web.practice import routes as practice_pages
from web.problems import HANDLERS
from web.review import routes as review_pages
from web.surroundings import Surroundings, surround

STATIC = Path(__file__).parent / "static"

GROUPS: tuple[list[BaseRoute], ...] = (
    [*start.ROUTES],
    [*log_in.ROUTES, *setup_page.ROUTES, *own_password.ROUTES, *language.ROUTES],
    [*review_pages.ROUTES],
    [*showing.ROUTES],
    [*practice_pages.ROUTES],
    [*help_page.ROUTES],
    [*dashboards.ROUTES],
)
"""The pages; each group is a list of routes whose handlers say with `require` who may see them."""


def build_application(store_path: Path, names: Collection[str] = (), way_back: hand_back.HandBack | None = None) -> Starlette:
    """The application that shows the store in this file; the file need not exist yet.

    `names`: host names by which browsers may open it besides those of this computer. `way_back`: how answers go back to the office, where
    the store is a bundle's.
    """
    around = surround(store_path, way_back)
    more = hand_back.ROUTES if way_back else []
    routes = [*(route for group in GROUPS for route in group), *more, *_mounts(around)]
    posts = [route for route in routes if isinstance(route, Route) and "POST" in (route.methods or ())]
    application = Starlette(
        routes=routes,
        middleware=[
            Middleware(BrowserLanguage),
            Middleware(Guard, names=names, posts=posts),
            Middleware(Identification, accounts=around.accounts),
            Middleware(ForgeryCheck),
        ],
        exception_handlers=HANDLERS,
        lifespan=_closing(around),
    )
    application.state.surroundings = around
    return application


def _mounts(around: Surroundings) -> list[BaseRoute]:
    return [
        Mount("/static", StaticFiles(directory=STATIC)),
        Mount(tables.PATH, Gate(around.tables, refuse_figures)),
        Mount(register.PATH, Gate(around.register, refuse_units)),
    ]


def _closing(around: Surroundings) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        for part in (around.tables, around.register, around.stores, around.accounts):
            await run_in_threadpool(part.close)

    return lifespan
