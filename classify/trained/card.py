"""A model card in Markdown: what a model learnt from, how right it was on websites that it had not seen, and its limits."""

from collections.abc import Mapping, Sequence

from catalogue.messages import say
from catalogue.profiles import load_profile
from catalogue.words import list_languages
from classify.models import weights_version
from classify.trained.records import LearnedCapability, Performance, TrainedModel

STANDINGS = ("measured", "checked", "unverified")
CHANGED_MOST = 5
FEW = 15
"""With fewer labels yes, or no, rates would say nothing and are not shown."""


def render_card(model: TrainedModel, version: str) -> str:
    """The card of a model that decides under this version."""
    parts = (_head(model, version), _scores(model), _held_out(model), _groups(model), _shares(model), _changes(model), _languages())
    return "\n\n".join(part for part in (*parts, _limits(model)) if part) + "\n"


def find_changes(learned: LearnedCapability) -> list[tuple[str, float, float]]:
    """The evidence whose weight changed most: name, weight before, weight now (calibration included)."""
    now = {name: learned.slope * weight for name, weight in learned.weights.items()}
    changed = sorted(now, key=lambda name: (-abs(now[name] - learned.began[name]), name))
    return [(name, learned.began[name], now[name]) for name in changed[:CHANGED_MOST]]


def _head(model: TrainedModel, version: str) -> str:
    learnt = ", ".join(c.capability for c in model.capabilities.values() if c.adopted)
    told = {
        "day": model.trained_on,
        "name": load_profile(model.country).name,
        "websites": model.websites,
        "sources": ", ".join(model.sources),
    }
    lines = [
        say("# Model {version}", version=version),
        say("Trained on {day} from {websites} labelled websites (labels: {sources}); made for: {name}.", **told),
        model.description,
        say(
            "Learning begins with the weights that experts set ({weights}) and stays near them; no weight may change its sign. The"
            " features are the evidence of `classify/weights`, seen by {count} versioned rules. Labels: sha256 {digest}; seed {seed}.",
            weights=model.weights,
            count=len(model.rules),
            digest=model.labels[:12],
            seed=model.seed,
        ),
        say("Learnt weights decide: {names}. The weights that were there before decide all others.", names=learnt or say("none")),
    ]
    return "\n\n".join(line for line in lines if line)


def _scores(model: TrainedModel) -> str:
    meaning = say(
        "## How right\n\nBefore → learnt. Learnt figures are cross-fitted: each website is decided by weights learnt from the others."
        " Figures stand where there are {count} labels yes and {count} labels no.",
        count=FEW,
    )
    header = [say("capability"), say("labels yes / no"), say("precision"), say("recall"), "F1", "Brier", say("log loss"), say("decided by")]
    return meaning + "\n\n" + _table(header, [_score_row(c) for c in model.capabilities.values()])


def _score_row(c: LearnedCapability) -> list[str]:
    who = {"better": say("learnt weights"), "not_better": say("as before: learnt was no better")}
    found = [p for p in (c.before, c.after) if p is not None] if min(c.yes, c.no) >= FEW else []
    rates = [[p.precision for p in found], [p.recall for p in found], [p.f1 for p in found]]
    figures = [" → ".join(_show(rate) for rate in column) or "–" for column in rates]
    figures += [" → ".join(_show(loss, 3) for loss in column) or "–" for column in ([p.brier for p in found], [p.log_loss for p in found])]
    return [c.capability, f"{c.yes} / {c.no}", *figures, who.get(c.why, say("as before: too few labels"))]


def _held_out(model: TrainedModel) -> str:
    rows = [[s.capability, *_counts(s.performance)] for s in model.scores if s.dimension == "held_out"]
    if not rows:
        return ""
    header = [say("capability"), "n", say("found"), say("false finds"), say("missed"), say("unknown"), "F1", "Brier"]
    return say("Websites that took no part in the training, decided once, by this model:") + "\n\n" + _table(header, rows)


def _groups(model: TrainedModel) -> str:
    rows = [
        [s.capability, s.dimension, s.group, *_counts(s.performance)]
        for s in model.scores
        if s.dimension in {"language", "kind"} and model.capabilities[s.capability].adopted
    ]
    if not rows:
        return ""
    header = [
        say("capability"),
        say("by"),
        say("group"),
        "n",
        say("found"),
        say("false finds"),
        say("missed"),
        say("unknown"),
        "F1",
        "Brier",
    ]
    return say("## By language and kind of website (cross-fitted, groups of five and more)") + "\n\n" + _table(header, rows)


def _counts(p: Performance) -> list[str]:
    positives = p.tp + p.fn + p.unknown_yes
    return [*map(str, (p.n, p.tp, p.fp, p.fn + p.unknown_yes, p.unknown)), _show(p.f1 if positives >= FEW else None), _show(p.brier, 3)]


def _shares(model: TrainedModel) -> str:
    own = ", ".join(f"{c.capability} {100 * c.share:.0f} %" for c in model.capabilities.values() if c.adopted)
    text = say("## Which share of yes the probabilities hold for\n\nAmong the labels: {own}.", own=own or "–")
    if not model.shares:
        return text
    methods = {"sample": say("from a probability sample"), "unlabelled": say("from predictions alone (Saerens et al. 2002)")}
    shifted = say("In the country, to which log-odds are shifted; where evidence and share disagree, the answer is unknown:")
    lines = [f"- {name}: {100 * s.share:.0f} % {methods[s.method]} (n = {s.n})" for name, s in model.shares.items()]
    return "\n\n".join([text, shifted, "\n".join(lines)])


def _changes(model: TrainedModel) -> str:
    adopted = [c for c in model.capabilities.values() if c.adopted]
    rows = [[c.capability, name, f"{old:+.2f}", f"{new:+.2f}"] for c in adopted for name, old, new in find_changes(c)]
    header = [say("capability"), say("evidence"), say("before"), say("now")]
    return say("## What learning changed most (log-odds)") + "\n\n" + _table(header, rows) if rows else ""


def _languages() -> str:
    standings: Mapping[str, str] = list_languages()
    lines = [f"- {s}: " + (" ".join(sorted(k for k, v in standings.items() if v == s)) or "–") for s in STANDINGS]
    meaning = say(
        "## Languages\n\nMeasured: 30 labelled websites or more. Checked: read by a speaker. Unverified: neither, so that a yes needs"
        " more than words in running text, and the lack of known words is no reason for a no."
    )
    return meaning + "\n\n" + "\n".join(lines)


def _limits(model: TrainedModel) -> str:
    sentences = [
        say(
            "Probabilities speak of websites that were read, not of enterprises; labels of a probability sample correct both in estimates."
        ),
        say("Where a model has learnt from the labels of a sample, draw another for estimates: on labels it has seen it looks too good."),
        say(
            "{count} websites are few: the figures are uncertain, and languages and kinds not listed were not measured.",
            count=model.websites,
        ),
    ]
    if model.weights != weights_version():
        sentences.append(say("The weights that experts set have changed since ({version}): train again.", version=weights_version()))
    return say("## Limits") + "\n\n" + "\n".join(f"- {sentence}" for sentence in sentences)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(line) + " |" for line in (header, ["---"] * len(header), *rows))


def _show(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
