"""HTML pages from templates, in the frame that they share."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse

from web.shell import describe_shell

TEMPLATES = Path(__file__).parent / "templates"
ENVIRONMENT = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)


def render_page(request: Request, template: str, values: Mapping[str, Any], *, status: int = 200, **headers: str) -> HTMLResponse:
    """The page of this template; besides `values` it knows what `describe_shell` gives: who asks, the token of forms (`csrf`) …."""
    text = ENVIRONMENT.get_template(template).render({**describe_shell(request), **values})
    return HTMLResponse(text, status, {"cache-control": "no-store", **headers})
