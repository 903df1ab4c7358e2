"""How far reviewers who could not see each other's answers agree: a panel over the newest sample that two people looked at."""

from collections.abc import Sequence
from functools import partial

from aggregate.charts.dots import draw_dots
from aggregate.charts.records import Dot, Text
from aggregate.quality import FEWEST_LABELS
from catalogue.messages import say
from catalogue.numbers import write_share
from classify.reviewing.agreement import Agreement, measure_agreement
from store.opening import Store
from store.reviewing import read_queues
from store.reviewing.records import AUDIT
from web.dashboards.names import name_indicator
from web.dashboards.panels import HALF, Asked, Drawing, Panel
from web.dashboards.sheets import COUNT, NUMBER, SHARE, Cell, Column, Sheet, write_interval


def describe_agreement(asked: Asked) -> list[Panel]:
    """A panel, or none where no enterprise was answered twice (for who may not see single enterprises: too few were)."""
    where = (asked.country, asked.wave)
    found = asked.measurements.read(("agreement", *where), lambda store: find_newest_agreement(store, *where))
    shown = [agreement for agreement in found if agreement.n >= (1 if asked.units else FEWEST_LABELS)]
    return [describe_agreements(shown)] if shown else []


def find_newest_agreement(store: Store, country: str, wave: str) -> list[Agreement]:
    """The agreement of the newest audit of a wave in which enterprises were answered twice; empty where there is none."""
    queues = [q for q in read_queues(store) if (q.country, q.wave, q.purpose) == (country, wave, AUDIT)]
    return next((found for queue in sorted(queues, key=lambda q: -q.queue) if (found := measure_agreement(store, queue))), [])


def describe_agreements(agreements: Sequence[Agreement], *, shape: str = HALF) -> Panel:
    """The panel of these agreements, one line a question."""
    dots = tuple(
        Dot(
            name_indicator(a.question),
            a.raw.value,
            a.raw.low,
            a.raw.high,
            f"{write_share(a.raw.value)}  ({write_interval(a.raw.low, a.raw.high)})",
        )
        for a in agreements
        if a.raw
    )
    text = Text(
        say("Agreement of reviewers"),
        say("One dot a question: how often two reviewers gave the same answer."),
        say("Share of equal answers"),
    )
    columns = (
        *(Column("question", ""), Column("name", say("Question")), Column("n", say("Both said yes or no"), COUNT)),
        *(Column("raw", say("Equal answers"), SHARE), Column("raw_low", ""), Column("raw_high", "")),
        *(Column("positive", say("Agreement on yes"), SHARE), Column("negative", say("Agreement on no"), SHARE)),
        *(Column("kappa", say("Cohen's kappa"), NUMBER), Column("kappa_low", say("from"), NUMBER), Column("kappa_high", say("to"), NUMBER)),
        Column("unknown", say("Somebody could not tell"), COUNT),
    )
    lead = say(
        "Of enterprises that two reviewers answered without seeing each other's answers. Kappa: 1 is perfect, 0 no better than chance."
    )
    note = say("Where both say that there is no website of its own, every question about it counts as agreed on no.")
    sheet = Sheet(columns, tuple(_row(agreement) for agreement in agreements))
    return Panel(
        "agreement", text.title, lead, sheet, (Drawing(text.title, partial(draw_dots, dots, text)),) if dots else (), (note,), shape
    )


def _row(a: Agreement) -> tuple[Cell, ...]:
    raw = (a.raw.value, a.raw.low, a.raw.high) if a.raw else (None, None, None)
    kappa = (a.kappa.value, a.kappa.low, a.kappa.high) if a.kappa else (None, None, None)
    return (a.question, name_indicator(a.question), a.n, *raw, a.positive, a.negative, *kappa, a.n_unknown)
