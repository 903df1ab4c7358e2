"""How far two reviewers agree who could not see each other's answers, question by question."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from catalogue.messages import say
from catalogue.numbers import NO_VALUE, write_number, write_share
from classify.reviewing.agreement import Agreement, measure_agreement
from web.dashboards.names import name_indicator
from web.pages import render_page
from web.people.roles import require
from web.review.finding import ADJUDICATORS, load_queue
from web.review.naming import name_queue
from web.surroundings import surroundings_of


@require(*ADJUDICATORS)
def show_agreement(request: Request) -> Response:
    """The table of a queue."""
    with surroundings_of(request).stores.using() as store:
        queue = load_queue(store, request)
        measured = measure_agreement(store, queue)
    values = {
        "title": say("Agreement: {queue}", queue=name_queue(queue)),
        "queue": name_queue(queue),
        "words": _words(),
        "rows": [describe_row(one) for one in measured],
    }
    return render_page(request, "review/agreement.html", values)


def describe_row(measured: Agreement) -> dict[str, Any]:
    """One question's figures as they are shown."""
    raw, kappa = measured.raw, measured.kappa
    return {
        "question": name_indicator(measured.question),
        "n": write_number(measured.n),
        "unknown": write_number(measured.n_unknown),
        "raw": write_share(raw.value) if raw else NO_VALUE,
        "raw_interval": f"{write_share(raw.low)} – {write_share(raw.high)}" if raw else "",
        "positive": NO_VALUE if measured.positive is None else write_share(measured.positive),
        "negative": NO_VALUE if measured.negative is None else write_share(measured.negative),
        "kappa": write_number(kappa.value, 2) if kappa else NO_VALUE,
        "kappa_interval": f"{write_number(kappa.low, 2)} – {write_number(kappa.high, 2)}" if kappa else "",
    }


def _words() -> dict[str, str]:
    return {
        "title": say("Agreement of reviewers"),
        "back": say("Back to the queues"),
        "none": say("No enterprise has been answered by two reviewers yet."),
        "lead": say("Two reviewers answered these enterprises without seeing each other's answers or what was predicted."),
        "question": say("Question"),
        "n": say("Both said yes or no"),
        "unknown": say("Somebody could not tell"),
        "raw": say("Equal answers"),
        "positive": say("Agreement on yes"),
        "negative": say("Agreement on no"),
        "kappa": say("Cohen's kappa"),
        "interval": say("95 % interval"),
        "note": say(
            "Equal answers: the share of enterprises on which both said the same. Agreement on yes: of all yes that were said, the"
            " share that the other said, too; likewise for no. Kappa is 1 where both always agree and 0 where chance alone would agree"
            " as often; there is none where both gave one and the same answer to all. Figures describe the reviewers, not the country."
        )
        + " "
        + say("Where both say that there is no website of its own, every question about it counts as agreed on no."),
    }
