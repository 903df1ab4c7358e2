"""The web application behind `ecomstat serve`: a start page, and the safe tables in Datasette."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from catalogue.errors import EcomstatError
from web.contents import Contents, read_contents
from web.guard import Guard
from web.start_page import describe_start_page
from web.tables import PATH, SafeTables, Stamp, read_stamp

FOLDER = Path(__file__).parent


def build_application(store_path: Path) -> Starlette:
    """The application that shows the store in this file; the file need not exist yet."""
    tables = SafeTables(store_path)
    return Starlette(
        routes=[
            Route("/", _start_page(store_path, tables)),
            Mount("/static", StaticFiles(directory=FOLDER / "static")),
            Mount(PATH, tables),
        ],
        middleware=[Middleware(Guard)],
        lifespan=_closing(tables),
    )


def _closing(tables: SafeTables) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(tables.close)

    return lifespan


def _start_page(store_path: Path, tables: SafeTables) -> Callable[[Request], Awaitable[Response]]:
    template = Environment(loader=FileSystemLoader(FOLDER / "templates"), autoescape=True).get_template("start.html")
    contents = _remembered(store_path)

    async def answer(_: Request) -> Response:
        try:
            await tables.refresh()
            page = describe_start_page(store_path.name, await contents())
        except EcomstatError as error:
            page = describe_start_page(store_path.name, Contents(), problem=str(error))
        return HTMLResponse(template.render(page), headers={"cache-control": "no-store"})

    return answer


def _remembered(store_path: Path) -> Callable[[], Awaitable[Contents]]:
    """Reads the store's contents, and again only after it has changed."""
    known: dict[Stamp, Contents] = {}
    lock = asyncio.Lock()

    async def read() -> Contents:
        async with lock:
            stamp = await run_in_threadpool(read_stamp, store_path)
            if stamp not in known:
                found = await run_in_threadpool(read_contents, store_path)
                known.clear()
                known[stamp] = found
            return known[stamp]

    return read
