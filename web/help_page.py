"""The help page: how to judge, the keys, what is noted, and the label guide."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from catalogue.label_guide import Guidance, load_label_guide
from catalogue.messages import say, say_text
from store.accounts import METHODOLOGIST, ROLES, VIEWER
from web.pages import render_page
from web.people.roles import require
from web.review.wording import key_list


@require(*ROLES)
def show_help(request: Request) -> Response:
    """Help for this person's role."""
    role = request.state.person.role
    reviews = role != VIEWER
    values = {
        "words": _words(),
        "parts": list_parts(role),
        "keys": key_list() if reviews else [],
        "guide": [_describe(guidance) for guidance in load_label_guide().values()] if reviews else [],
    }
    return render_page(request, "help.html", values)


def list_parts(role: str) -> list[dict[str, Any]]:
    """What concerns this role, part by part."""
    reviewing = _reviewing_parts() if role != VIEWER else []
    leading = [_leading_part()] if role == METHODOLOGIST else []
    return [*reviewing, _figures_part(), _noted_part(), *leading]


def _describe(guidance: Guidance) -> dict[str, Any]:
    return {
        "code": guidance.code,
        "asked": say_text(guidance.asked),
        "name": say_text(guidance.name),
        "definition": say_text(guidance.definition),
        "counts": [say_text(text) for text in guidance.counts],
        "does_not_count": [say_text(text) for text in guidance.does_not_count],
        "hard_case": say_text(guidance.hard_case),
    }


def _reviewing_parts() -> list[dict[str, Any]]:
    return [
        {
            "title": say("How one enterprise is reviewed"),
            "steps": [
                say("Say whether it is active and in scope; if not, why."),
                say("Choose which of the websites and pages are its own: none, one or several. Enter another one if you know it."),
                say("Answer the questions about all its own websites together, from the pages that you can leaf through."),
            ],
            "texts": [
                say("You answer about the enterprise, not about one page: yes, if any of its websites shows it."),
                say(
                    "Cannot tell is a good answer where the pages do not show it: never guess, and never say no because a page is missing."
                ),
                say("Archived pages come without pictures and without styles from files of their own: those are not archived."),
                say("Where a page's own styles hide its words, press p: the page is then shown without them."),
                say("Where no website was found or none could be read, you look for it yourself, step by step, and note what you did."),
            ],
        },
        {
            "title": say("Why you do not see what the machine says"),
            "texts": [
                say("In an audit your answer measures the machine, so it must not be swayed: you see its reasons after you have answered."),
                say("If they change your mind, say so there: both answers are kept, and an adjudicator decides."),
                say("Some enterprises go to two people who do not see each other's answers. Where they differ, an adjudicator decides."),
            ],
        },
        {
            "title": say("Practice comes first"),
            "texts": [
                say("Thirty invented enterprises show you how to judge. Audits open to you when nine of ten of your answers were right."),
            ],
        },
    ]


def _figures_part() -> dict[str, Any]:
    return {
        "title": say("Tables and dashboards"),
        "texts": [
            say("They show published figures and their margins, never a single enterprise. Suppressed figures are empty."),
            say("Whoever reviews sees them when the audit is closed."),
        ],
    }


def _noted_part() -> dict[str, Any]:
    return {
        "title": say("What is noted about you"),
        "texts": [
            say("Each of your answers is kept with your name, the time, how long it took, and the evidence that you could see."),
            say("Nothing is ever deleted: taking an answer back is noted, too."),
            say("Your results in practice are kept; methodologists see them."),
            say("Looks at single enterprises of the register are noted with name, time and address of the page."),
            say("Passwords are kept in a form from which they cannot be read."),
            say("Nothing leaves the office: these pages ask no other website for anything."),
        ],
    }


def _leading_part() -> dict[str, Any]:
    return {
        "title": say("For methodologists"),
        "texts": [
            say("A queue opens by itself for each sample that is drawn with `ecomstat sample`."),
            say("`ecomstat review KE --progress` tells how far it is."),
            say("You close it on the page Review, or by `ecomstat review KE --close SAMPLE`; its reviewers then see what was predicted."),
            say("People are added with `ecomstat reviewers add NAME --role reviewer`."),
            say("The page of practice tells how far everybody is, and opens audits to somebody without practice."),
        ],
    }


def _words() -> dict[str, str]:
    return {
        "title": say("Help"),
        "contents": say("On this page"),
        "keys_title": say("Keys"),
        "keys_note": say("Every key presses a button that you can also click or touch. Keys can be switched off on the working page."),
        "guide": say("Label guide"),
        "guide_note": say("What each question means. The same text stands beside the question while you work."),
        "counts": say("Counts"),
        "counts_not": say("Does not count"),
        "hard": say("Hard case:"),
    }


ROUTES = [Route("/help", show_help)]
