"""The page of practice: how far one is, the cases done, and for methodologists how far everybody is."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from catalogue.messages import say, say_text
from catalogue.numbers import write_share
from catalogue.practice import load_practice
from store.accounts import METHODOLOGIST, VIEWER, Accounts, read_people, waive_practice
from web.pages import render_page
from web.people.rights import name_role
from web.people.roles import require
from web.practice.answering import describe_progress
from web.practice.standing import ENOUGH, Standing, read_standing
from web.review.finding import REVIEWERS
from web.surroundings import surroundings_of


@require(*REVIEWERS)
def show_practice(request: Request) -> Response:
    """How far whoever asks is; for a methodologist also the others."""
    person = request.state.person
    with surroundings_of(request).accounts.using() as accounts:
        standing = read_standing(accounts, person.name)
        people = _describe_people(accounts) if person.role == METHODOLOGIST else []
    values = {
        "words": _words(standing),
        "standing": standing,
        "progress": describe_progress(standing),
        "agreement": "" if standing.agreement is None else write_share(standing.agreement, 0),
        "results": _describe_results(standing),
        "people": people,
    }
    return render_page(request, "practice/overview.html", values)


@require(METHODOLOGIST)
def waive(request: Request) -> Response:
    """Opens audits to somebody without practice; who decided it is kept."""
    with surroundings_of(request).accounts.using() as accounts:
        waive_practice(accounts, request.state.form.get("name", ""), request.state.person.name)
    return RedirectResponse("/practice", 303)


def _describe_results(standing: Standing) -> list[dict[str, Any]]:
    done = [case for case in load_practice().values() if case.code in standing.results]
    return [{"number": case.number, "about": say_text(case.about), "result": standing.results[case.code]} for case in done]


def _describe_people(accounts: Accounts) -> list[dict[str, Any]]:
    """Everybody who may review, with their practice."""
    reviewing = [person for person in read_people(accounts) if person.role != VIEWER and person.removed_at is None]
    return [_describe_person(person.name, person.role, read_standing(accounts, person.name)) for person in reviewing]


def _describe_person(name: str, role: str, standing: Standing) -> dict[str, Any]:
    opened = say("by practice") if standing.passed else say("by {name}", name=standing.waived_by) if standing.waived_by else ""
    agreement = "" if standing.agreement is None else write_share(standing.agreement, 0)
    return {"name": name, "role": name_role(role), "done": standing.done, "agreement": agreement, "opened": opened}


def _words(standing: Standing) -> dict[str, str]:
    total = len(load_practice())
    begun = say("Once more, what was not right") if standing.done == total else say("Go on") if standing.done else say("Begin")
    return {
        "title": say("Practice"),
        "lead": say("{total} invented enterprises, answered like real ones. After each you see the right answers and why.", total=total),
        "rule": say(
            "Audits open to you when all {total} are done and at least {share} of your answers were right."
            " Of a case done twice the later try counts.",
            total=total,
            share=write_share(ENOUGH, 0),
        ),
        "begin": begun,
        "passed": say("You have practised enough: audits are open to you."),
        "waived": say("{name} has opened audits to you without practice. You can practise all the same.", name=standing.waived_by),
        "review": say("Review"),
        "agreement": say("Right so far"),
        "case": say("Case"),
        "right": say("Right answers"),
        "done": say("Cases you have done"),
        "everybody": say("Everybody who reviews"),
        "everybody_note": say("You can open audits to somebody without practice: it is kept that you did."),
        "name": say("Name"),
        "role": say("Role"),
        "cases": say("Cases"),
        "open": say("Audits opened"),
        "waive": say("Open audits"),
        "waive_for": say("Open audits to {name}"),
    }
