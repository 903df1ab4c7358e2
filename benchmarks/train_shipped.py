"""Trains the model that ships: `python benchmarks/train_shipped.py FOLDER` writes classify/trained/shipped.json and card.md.

Weights and calibration are learnt on the split `dev` of the labelled corpus only; `test` is decided once, by the finished model, and only
reported. Run it again after every change of weights, words, fingerprints or rules of extraction.
"""

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import COUNTRY, WAVE, load_corpus, read_kinds
from catalogue.progress import Quiet
from classify.deciding import decide_one
from classify.learning.cases import choose_cases, read_cases
from classify.learning.crossfitting import measure
from classify.learning.training import SEED, learn
from classify.models import CapabilityModel, load_models
from classify.trained.applying import apply_model
from classify.trained.card import render_card
from classify.trained.current import CARD, SHIPPED, model_version
from classify.trained.files import read_model, write_model
from classify.trained.records import GroupScore
from store.opening import Store, open_store

DESCRIPTION = (
    "The labels are readings of whole small websites (up to 30 pages each, saved 2013 to 2026) in some 15 languages, mostly English,"
    " Portuguese, Vietnamese, French and Spanish. Half of them sell, since shops were looked for; in a register one in ten to five does."
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains, reports, and writes model and card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    corpus = parser.parse_args(arguments).corpus
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder) / "dev.db") as store:
            load_corpus(store, corpus, ["dev"])
            trained = learn(
                store,
                COUNTRY,
                WAVE,
                Quiet(),
                models=load_models(),
                sources=("training",),
                seed=SEED,
                description=DESCRIPTION,
                kinds=read_kinds(store, corpus),
            ).model
        with open_store(Path(folder) / "test.db") as store:
            load_corpus(store, corpus, ["test"])
            held_out = tuple(score_held_out(store, apply_model(trained, load_models())))
    write_model(replace(trained, shares={}, scores=(*trained.scores, *held_out)), SHIPPED)
    card = render_card(read_model(SHIPPED), model_version())
    CARD.write_text(card, encoding="utf-8", newline="\n")
    print(card)


def score_held_out(store: Store, models: Mapping[str, CapabilityModel]) -> Iterator[GroupScore]:
    """How right the finished models are on websites that took no part."""
    cases = read_cases(store, COUNTRY, WAVE, list(models), ["training"])
    for name, model in models.items():
        chosen = choose_cases(cases, name)
        if chosen.readings:
            decisions = [decide_one(model, reading) for reading in chosen.readings]
            yield GroupScore(name, "held_out", "_T", measure(decisions, chosen.positive))


if __name__ == "__main__":
    main()
