"""Classifier quality: decisions against people's labels, for all capabilities, and one of them in detail."""

from collections.abc import Sequence
from functools import partial

from aggregate.charts.curves import draw_reliability
from aggregate.charts.dots import draw_panels
from aggregate.charts.records import Dot, Stated, Text
from aggregate.quality import FEWEST_LABELS
from catalogue.messages import say
from catalogue.numbers import NO_VALUE, write_number
from classify.intervals import Rate
from classify.reliability import Reliability
from classify.scores import ALL, Score, evaluate
from classify.trained.current import find_own_model
from store.additions import models_folder
from web.dashboards.agreement import describe_agreement
from web.dashboards.confidential import list_confidential_sizes
from web.dashboards.names import name_breakdown, name_group, name_indicator
from web.dashboards.panels import HALF, TALL, Asked, Dashboard, Drawing, Notice, Panel, choose_shape
from web.dashboards.sheets import COUNT, SHARE, Cell, Column, Sheet

DIMENSIONS = ("language", "size")
HEADLINE = "online_ordering"
COUNTS = ("tp", "fp", "fn", "tn")


def describe_quality(asked: Asked) -> Dashboard:
    """The dashboard of a wave; without labels, what to do to get some."""
    where = (asked.country, asked.wave)
    title, lead = say("Classifier quality"), say("What was decided of websites, against what people answered about the same enterprises.")
    everyone = asked.measurements.read(("scores", *where), lambda store: evaluate(store, *where))
    if not everyone:
        return Dashboard(title, lead, notices=(_ask_for_labels(asked.country),))
    options = [(score.capability, name_indicator(score.capability)) for score in everyone]
    choice = asked.choose("capability", say("Capability"), options, HEADLINE)
    chosen = next(score for score in everyone if score.capability == choice.chosen)
    panels = [_describe_everyone(everyone, asked), *_describe_reliability(chosen, asked)]
    groups = asked.measurements.read(
        ("scores by group", *where, choice.chosen), lambda store: evaluate(store, *where, by=DIMENSIONS, capabilities=[choice.chosen])
    )
    for dimension in DIMENSIONS:
        members = [score for score in groups if score.dimension == dimension and score.n]
        panels += _describe_groups(dimension, members, asked, choice.chosen)
    panels += describe_agreement(asked)
    notices = (*_describe_labels(everyone), *_warn_of_own_model(everyone, asked))
    return Dashboard(title, lead, tuple(panels), (choice,), notices)


def _describe_groups(dimension: str, scores: Sequence[Score], asked: Asked, capability: str) -> list[Panel]:
    """A panel of a breakdown; who may not see single enterprises sees no small group, and none whose estimate is confidential."""
    hidden = frozenset[str]()
    if dimension == "size" and not asked.units:
        where = (asked.country, asked.wave, capability)
        hidden = asked.measurements.read(("confidential sizes", *where), lambda store: list_confidential_sizes(store, *where))
    shown = [s for s in scores if s.group not in hidden and (asked.units or s.n >= FEWEST_LABELS)]
    names = {"language": say("by language of the website"), "size": say("by size of the enterprise")}
    heading = name_breakdown(capability, names[dimension])
    if not shown:
        return []
    left_out = len(scores) - len(shown)
    note = say("{count} groups are not shown: too few labels, or confidential in the estimates.", count=left_out)
    return [_describe_scores(dimension, heading, shown, asked, notes=(note,) if left_out else ())]


def _describe_everyone(scores: Sequence[Score], asked: Asked) -> Panel:
    lead = say(
        "Precision: of those decided yes, how many people say have it. Recall: of those that have it, how many were found."
        " F1 is between the two. Lines are 95 % intervals."
    )
    notes = () if asked.units else (say("A rate that rests on fewer than {fewest} enterprises is not shown.", fewest=FEWEST_LABELS),)
    shape = choose_shape(sum(any(_list_rates(score, asked.units)) for score in scores))
    return _describe_scores("scores", say("All capabilities"), scores, asked, lead=lead, notes=notes, shape=shape)


def _describe_scores(
    key: str, heading: str, scores: Sequence[Score], asked: Asked, *, lead: str = "", notes: tuple[str, ...] = (), shape: str = HALF
) -> Panel:
    rates = [(score, _list_rates(score, asked.units)) for score in scores]
    titles = (say("Precision"), say("Recall"), "F1")
    dots = [
        Dot(_name(score), rate.value, rate.low, rate.high, panel=title)
        for place, title in enumerate(titles)
        for score, found in rates
        if (rate := found[place]) is not None
    ]
    text = Text(heading, say("Three columns of dots with 95 % intervals: precision, recall and F1; one row each."))
    sheet = Sheet(_columns(asked.units), tuple(_row(score, found, asked.units) for score, found in rates))
    draw = partial(draw_panels, tuple(dots), text)
    return Panel(key, heading, lead, sheet, (Drawing(heading, draw),) if dots else (), notes, shape)


def _list_rates(score: Score, units: bool) -> tuple[Rate | None, Rate | None, Rate | None]:
    """Precision, recall and F1; None where too few enterprises are behind one for this reader."""
    c = score.counts
    bases = (c.tp + c.fp, score.positives, score.positives + c.fp)
    rates = (score.precision, score.recall, score.f1)
    first, second, third = (rate if units or base >= FEWEST_LABELS else None for rate, base in zip(rates, bases, strict=True))
    return first, second, third


def _columns(units: bool) -> tuple[Column, ...]:
    rates = [
        column
        for name, title in (("precision", say("Precision")), ("recall", say("Recall")), ("f1", "F1"))
        for column in (Column(name, title, SHARE), Column(f"{name}_low", say("from"), SHARE), Column(f"{name}_high", say("to"), SHARE))
    ]
    counts = [Column(name, name.upper(), COUNT) for name in COUNTS] if units else []
    group = (Column("capability", ""), Column("group", ""), Column("name", say("Of")))
    return (*group, Column("n", say("Labels"), COUNT), *rates, Column("unknown", say("Left unknown"), SHARE), *counts)


def _row(score: Score, rates: Sequence[Rate | None], units: bool) -> tuple[Cell, ...]:
    figures = [value for rate in rates for value in ((None, None, None) if rate is None else (rate.value, rate.low, rate.high))]
    counts = [getattr(score.counts, name) for name in COUNTS] if units else []
    unknown = score.unknown_share if units or score.n >= FEWEST_LABELS else None
    return (score.capability, score.group, _name(score), score.n, *figures, unknown, *counts)


def _describe_reliability(score: Score, asked: Asked) -> list[Panel]:
    if score.reliability is None:
        return []
    bins = [b for b in score.reliability.bins if asked.units or b.n >= FEWEST_LABELS]
    points = [Stated(b.stated, b.observed.value, b.observed.low, b.observed.high, b.n) for b in bins]
    heading = name_breakdown(score.capability, say("reliability of probabilities"))
    text = Text(heading, say("One dot a range of probabilities, with a 95 % interval and the number of labels."), say("Probability stated"))
    columns = (
        *(Column("from", say("From"), SHARE), Column("to", say("To"), SHARE), Column("n", say("Labels"), COUNT)),
        *(Column("stated", say("Mean stated"), SHARE), Column("came_true", say("Came true"), SHARE)),
        *(Column("low", say("from"), SHARE), Column("high", say("to"), SHARE)),
    )
    rows = tuple((b.low, b.high, b.n, b.stated, b.observed.value, b.observed.low, b.observed.high) for b in bins)
    draw = (Drawing(heading, partial(draw_reliability, tuple(points), text, say("Came true"))),) if points else ()
    lead = say("Of websites that were given about the same probability, how many have it? On the dashed line, as many as was said.")
    return [Panel("reliability", heading, lead, Sheet(columns, rows), draw, (_describe_brier(score.reliability),), TALL)]


def _describe_brier(reliability: Reliability) -> str:
    skill = NO_VALUE if reliability.skill is None else write_number(reliability.skill, 2)
    return say(
        "Brier score {brier}, skill {skill}: 1 is perfect, 0 no better than always stating the common share.",
        brier=write_number(reliability.brier, 3),
        skill=skill,
    )


def _describe_labels(scores: Sequence[Score]) -> list[Notice]:
    """Which labels the figures rest on, each kind once."""
    sentences = [
        say("Labels: the probability sample {sample}, weighted to the whole register.", sample=score.labels.sample)
        if score.weighted
        else say("Labels: {source}, not a probability sample; the figures speak of these enterprises only.", source=score.labels.source)
        for score in scores
    ]
    return [Notice(sentence) for sentence in dict.fromkeys(sentences)]


def _warn_of_own_model(scores: Sequence[Score], asked: Asked) -> list[Notice]:
    own = find_own_model(models_folder(asked.measurements.stores.path), asked.country)
    if own is None or not any(score.labels.source in own.sources for score in scores):
        return []
    return [Notice(say("The office's own model has learnt from labels of the same source: these figures look better than they are."))]


def _ask_for_labels(country: str) -> Notice:
    return Notice(
        say("There are no labels yet. Draw a sample, let people review it, and come back: only then can errors be told."),
        f"ecomstat sample {country} --size 400",
    )


def _name(score: Score) -> str:
    return name_indicator(score.capability) if score.dimension == ALL else name_group(score.dimension, score.group)
