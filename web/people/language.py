"""Choosing the language of the pages."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from catalogue.messages import known_languages
from store.accounts import change_language
from web.languages import COOKIE
from web.people.cookies import is_secure
from web.people.identification import local_path
from web.surroundings import surroundings_of

YEAR = 365 * 24 * 3600  # seconds


def choose_language(request: Request) -> Response:
    """Keeps the chosen language: with the person, and in the browser for the log-in page; then back to where they were."""
    language = request.state.form.get("language", "")
    response = RedirectResponse(local_path(request.state.form.get("next", "/")), 303)
    if language in known_languages():
        response.set_cookie(COOKIE, language, max_age=YEAR, path="/", httponly=True, samesite="strict", secure=is_secure(request))
        if request.state.person:
            with surroundings_of(request).accounts.using() as accounts:
                change_language(accounts, request.state.person.name, language)
    return response


ROUTES = [Route("/language", choose_language, methods=["POST"])]
