"""The pages of practice cases, as an archived page is shown: in a frame without scripts, links or requests."""

from html import escape

from babel import Locale
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from catalogue.messages import say
from catalogue.practice import PracticePage
from web.people.roles import require
from web.practice.finding import load_case
from web.problems import NO_STORE
from web.review.finding import REVIEWERS

STYLE = """
body { margin: 0; padding: 1.2rem 1.6rem 3rem; background: #fff; color: #222; font: 16px/1.5 Georgia, "Noto Serif", "Noto Naskh Arabic", serif; }
h1, b { color: COLOUR; } nav { margin: -1.2rem -1.6rem 1rem; padding: .6rem 1.6rem; background: COLOUR; } nav a { color: #fff; margin-inline-end: 1.2rem; }
a { text-decoration: underline; color: COLOUR; } label { display: block; margin: .4rem 0; } td, th { text-align: start; padding: .2rem 1.5rem .2rem 0; }
button { font: inherit; padding: .3rem .9rem; border: 0; border-radius: 3px; background: COLOUR; color: #fff; }
.cards { display: flex; flex-wrap: wrap; gap: 1rem; } .cards > div, .box { border: 1px solid #bbb; border-radius: 4px; padding: .8rem 1rem; margin: .6rem 0; }
.corner { position: fixed; bottom: 0; inset-inline-end: 1rem; } .small, footer { font-size: .85rem; color: #555; } footer { margin-top: 2rem; border-top: 1px solid #ccc; }
.gloss { margin: 0 0 1.2rem; padding: .5rem .8rem; border: 2px dashed #777; background: #f6f6f0; font: 14px/1.45 system-ui, sans-serif; direction: ltr; }
"""


@require(*REVIEWERS)
def show_page(request: Request) -> Response:
    """One page of a case."""
    case, number = load_case(request), request.path_params["number"]
    if number >= len(case.pages):
        raise HTTPException(404)
    return HTMLResponse(write_page(case.pages[number], case.colour), headers=NO_STORE)


def write_page(page: PracticePage, colour: str) -> str:
    """The whole page; above a foreign one stands what it says."""
    gloss = f'<p class="gloss"><b>{escape(say("In other words:"))}</b> {escape(say(page.gloss))}</p>' if page.gloss else ""
    direction = Locale.parse(page.language).text_direction
    return (
        f'<!DOCTYPE html>\n<html lang="{page.language}" dir="{direction}">\n<head><meta charset="utf-8"><title>{escape(page.title)}</title>\n'
        f"<style>{STYLE.replace('COLOUR', colour)}</style></head>\n<body>{gloss}{page.html}</body>\n</html>\n"
    )
