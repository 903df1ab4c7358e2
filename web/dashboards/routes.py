"""The dashboards: crawl health, classifier quality, estimates; each with its tables as CSV."""

import math
import re
from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from catalogue.messages import say, say_count
from catalogue.numbers import write_number
from store.accounts import METHODOLOGIST
from web.contents import list_waves
from web.dashboards.burden import describe_sites
from web.dashboards.crawl import describe_crawl
from web.dashboards.estimates import describe_estimates
from web.dashboards.names import name_wave
from web.dashboards.panels import WIDE, Asked, Choice, Dashboard, Notice, address_of, choose
from web.dashboards.quality import describe_quality
from web.dashboards.sheets import write_csv
from web.measurements import Reading
from web.pages import render_page
from web.people.roles import require_figures, require_units
from web.surroundings import surroundings_of

FOLDER = "/dashboards"
CSV = ".csv"
DASHBOARDS: dict[str, Callable[[Asked], Dashboard]] = {
    "estimates": describe_estimates,
    "quality": describe_quality,
    "crawl": describe_crawl,
}


@require_figures
def show_first(request: Request) -> Response:
    """Leads to the first dashboard."""
    return RedirectResponse(f"{FOLDER}/{next(iter(DASHBOARDS))}", 303)


@require_figures
def show_dashboard(request: Request) -> Response:
    """A dashboard as a page."""
    name = request.path_params["name"]
    describe = _find_dashboard(name)
    asked = read_asked(request)
    dashboard = describe(asked) if asked else _describe_emptiness()
    return _render(request, name, dashboard, asked)


@require_figures
def download_table(request: Request) -> Response:
    """The table behind a panel of a dashboard as CSV."""
    describe = _find_dashboard(request.path_params["name"])
    asked = read_asked(request)
    return _download(describe(asked) if asked else _describe_emptiness(), request.path_params["table"], asked)


@require_units
def show_sites(request: Request) -> Response:
    """The sites that were asked for most, by name."""
    asked = read_asked(request)
    return _render(request, "crawl", _describe_sites(asked) if asked else _describe_emptiness(), asked, folder=f"{FOLDER}/crawl/sites")


@require_units
def download_sites(request: Request) -> Response:
    """The same as CSV."""
    asked = read_asked(request)
    return _download(_describe_sites(asked) if asked else _describe_emptiness(), "sites", asked)


def read_asked(request: Request) -> Asked | None:
    """What a request wants to see; None where the store holds no wave."""
    measurements = Reading(surroundings_of(request).measurements)
    waves = measurements.read("waves", list_waves)
    if not waves:
        return None
    options = [(f"{country}/{wave}", name_wave(country, wave)) for country, wave in waves]
    place = choose(request.query_params, "wave", say("Wave"), options)
    country, _, wave = place.chosen.partition("/")
    units = request.state.person.role == METHODOLOGIST
    return Asked(country, wave, place, request.query_params, units, measurements)


def _find_dashboard(name: str) -> Callable[[Asked], Dashboard]:
    if name not in DASHBOARDS:
        raise HTTPException(404)
    return DASHBOARDS[name]


def _describe_sites(asked: Asked) -> Dashboard:
    return Dashboard(
        say("Burden by site"), say("For writing to owners, and for slowing down where a site was asked too much."), (describe_sites(asked),)
    )


def _describe_emptiness() -> Dashboard:
    notice = Notice(say("The store is empty: load a register first."), "ecomstat frame COUNTRY register.csv")
    return Dashboard(say("Dashboards"), "", notices=(notice,))


def _download(dashboard: Dashboard, table: str, asked: Asked | None) -> Response:
    panel = next((panel for panel in dashboard.panels if panel.key == table), None)
    if panel is None or asked is None:
        raise HTTPException(404)
    name = re.sub(r"[^\w.-]", "_", f"ecomstat-{asked.country}-{asked.wave}-{table}", flags=re.ASCII)
    headers = {"content-disposition": f'attachment; filename="{name}{CSV}"', "cache-control": "no-store"}
    return Response(write_csv(panel.sheet), media_type="text/csv; charset=utf-8", headers=headers)


def _render(request: Request, name: str, dashboard: Dashboard, asked: Asked | None, folder: str = "") -> Response:
    choices: list[Choice] = [asked.place, *dashboard.choices] if asked else []
    path = folder or f"{FOLDER}/{name}"
    place = [asked.place] if asked else []
    page: dict[str, Any] = {
        "dashboard": dashboard,
        "age": _tell_age(asked.measurements.age) if asked else "",
        "choices": [choice for choice in choices if len(choice.options) > 1],
        "fixed": [choice for choice in choices if len(choice.options) == 1],
        "action": path,
        "place": dict(asked.place.options)[asked.place.chosen] if asked else "",
        "tabs": [(address_of(f"{FOLDER}/{key}", place), title, key == name) for key, title in _name_dashboards().items()],
        "panels": [
            {
                "panel": panel,
                "figures": [(drawing.title, drawing.draw()) for drawing in panel.drawings],
                "csv": address_of(f"{path}{CSV}" if folder else f"{path}/{panel.key}{CSV}", choices),
                "rows": panel.sheet.write_rows(),
                "shape": panel.shape if panel.drawings else WIDE,
            }
            for panel in dashboard.panels
        ],
        "sites": address_of(f"{FOLDER}/crawl/sites", place) if asked and asked.units and name == "crawl" and not folder else "",
        "words": _words(),
    }
    return render_page(request, "dashboard.html", page)


def _tell_age(seconds: float) -> str:
    """How old the figures are, in words; '' where they speak of the store as it is."""
    count = math.ceil(seconds)
    if not count:
        return ""
    return say_count(
        "The store has changed since this was measured, {count} second ago. Open the page again in a while.",
        "The store has changed since this was measured, {count} seconds ago. Open the page again in a while.",
        count,
        count=write_number(count),
    )


def _name_dashboards() -> dict[str, str]:
    return {"estimates": say("Estimates"), "quality": say("Classifier quality"), "crawl": say("Crawl health")}


def _words() -> dict[str, str]:
    return {
        "dashboards": say("Dashboards"),
        "show": say("Show"),
        "choose": say("What to show"),
        "table": say("Table"),
        "csv": say("Download CSV"),
        "next": say("Next, type"),
        "sites": say("Burden by site, with names"),
    }


ROUTES: list[BaseRoute] = [
    Route(FOLDER, show_first),
    Route(f"{FOLDER}/crawl/sites", show_sites),
    Route(f"{FOLDER}/crawl/sites{CSV}", download_sites),
    Route(f"{FOLDER}/{{name}}", show_dashboard),
    Route(f"{FOLDER}/{{name}}/{{table}}{CSV}", download_table),
]
