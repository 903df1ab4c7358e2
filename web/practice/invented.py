"""The pages of practice cases, as an archived page is shown: in a frame without scripts, links or requests."""

from babel import Locale
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from catalogue.messages import current_language, say, say_text
from catalogue.practice import PracticePage
from web.languages import writing_direction
from web.pages import ENVIRONMENT
from web.people.roles import require
from web.practice.finding import load_case
from web.problems import NO_STORE
from web.review.finding import REVIEWERS


@require(*REVIEWERS)
def show_page(request: Request) -> Response:
    """One page of a case."""
    case, number = load_case(request), request.path_params["number"]
    if number >= len(case.pages):
        raise HTTPException(404)
    return HTMLResponse(write_page(case.pages[number], case.colour, plain="plain" in request.query_params), headers=NO_STORE)


def write_page(page: PracticePage, colour: str, *, plain: bool = False) -> str:
    """The whole page, in its own language and direction; above a foreign one stands what it says. `plain`: without styles."""
    values = {
        "page": page,
        "colour": colour,
        "plain": plain,
        "direction": Locale.parse(page.language).text_direction,
        "says": say("What this page says:"),
        "gloss": say_text(page.gloss),
        "language": current_language(),
        "reading": writing_direction(),
    }
    return ENVIRONMENT.get_template("practice/invented.html").render(values)
