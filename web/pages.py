"""HTML pages from templates, in the frame that they share."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse

from catalogue.messages import say
from web.people.cookies import form_token

TEMPLATES = Path(__file__).parent / "templates"
ENVIRONMENT = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)


def render_page(request: Request, template: str, values: Mapping[str, Any], *, status: int = 200, **headers: str) -> HTMLResponse:
    """The page of this template; besides `values` it knows who asks (`person`), the path, and the token that forms must carry (`csrf`)."""
    person = getattr(request.state, "person", None)
    frame = {
        "person": person,
        "path": request.url.path,
        "csrf": form_token(request.state.session) if person else "",
        "shell": _words(),
    }
    text = ENVIRONMENT.get_template(template).render({**frame, **values})
    return HTMLResponse(text, status, {"cache-control": "no-store", **headers})


def _words() -> dict[str, str]:
    return {"log_out": say("Log out"), "start": say("Start page"), "skip": say("Go to the content")}
