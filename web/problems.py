"""One sentence instead of an answer: as JSON to a script, as a page to a person."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from catalogue.errors import AccountError, EcomstatError, ReviewError
from catalogue.messages import say
from store.troubles import describe_trouble
from web.archive.notices import render_notice
from web.guard import write_headers
from web.pages import render_page

NO_STORE = {"cache-control": "no-store"}
STATUSES = {ReviewError: 409, AccountError: 400}


def answer_problem(request: Request, sentence: str, status: int, **headers: str) -> Response:
    """The sentence, as {"problem": …} where a script asked."""
    if is_framed(request):
        return HTMLResponse(render_notice(sentence), status, {**NO_STORE, **headers})
    if wants_page(request):
        return render_page(request, "problem.html", {"title": say("This did not work"), "problem": sentence}, status=status, **headers)
    return JSONResponse({"problem": sentence}, status, {**NO_STORE, **headers})


def wants_page(request: Request) -> bool:
    """Whether a person waits for a page, not a script for JSON."""
    if "x-ecomstat" in request.headers:
        return False
    return "text/html" in request.headers.get("accept", "")


def is_framed(request: Request) -> bool:
    """Whether the answer stands in the frame for archived pages, where no style file and no other page can be shown."""
    return request.url.path.startswith("/archive/")


def answer_known_error(request: Request, error: Exception) -> Response:
    """For errors that carry a sentence."""
    return answer_problem(request, str(error), next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 503))


def answer_http_error(request: Request, error: Exception) -> Response:
    """For pages that are not there, or do not do what was asked."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    sentences = {404: say("There is no such page here."), 405: say("Nothing can be changed here.")}
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return answer_problem(request, sentences.get(status, say("This request cannot be answered.")), status, **headers)


def answer_surprise(request: Request, error: Exception) -> Response:
    """For what nobody foresaw; the server's own log has the details. It is answered outside of the guard, whose headers it carries."""
    sentence = describe_trouble(error) or say("Something went wrong that ecomstat did not foresee. Try again.")
    return answer_problem(request, sentence, 500, **write_headers(request.url.path))


HANDLERS: dict[Any, Any] = {EcomstatError: answer_known_error, HTTPException: answer_http_error, Exception: answer_surprise}
