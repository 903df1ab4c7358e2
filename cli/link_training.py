"""`ecomstat train --links`: learn which evidence shows whose website it is."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.errors import LabelError
from catalogue.messages import say
from classify.linking.weights import QUESTION, link_model_file
from cli.link_scores import check_truth, load_truth
from cli.session import Session
from store.additions import models_folder
from store.opening import Store
from store.runs import recording

if TYPE_CHECKING:
    from classify.trained.records import LearnedCapability


def train_link_weights(session: Session, country: str, *, links: bool, truth: Path | None, seed: int | None, forget: bool) -> None:
    """Learns from a file of what people know, or drops what was learnt."""
    from classify.linking.learning import SEED, train_links

    check_truth(links, truth)
    if forget and truth:
        raise click.UsageError(say("--forget drops the weights and reads no file: leave --truth out."))
    with session.open() as store:
        wave = session.begin(store, country)
        if forget:
            _forget(store, country)
            return
        known = load_truth(store, country, wave, truth)
        trained = train_links(store, country, wave, known.sites, seed=SEED if seed is None else seed)
        _print_learned(trained.capabilities[QUESTION], link_model_file(models_folder(store.path), country), country)


def _print_learned(learned: "LearnedCapability", file: Path, country: str) -> None:
    before, after = learned.before, learned.after
    if before is not None and after is not None:
        told = {"old": f"{before.log_loss:.3f}", "new": f"{after.log_loss:.3f}"}
        told |= {"old_brier": f"{before.brier:.3f}", "new_brier": f"{after.brier:.3f}"}
        click.echo(
            say(
                "Pairs of enterprise and site: {yes} that belong together, {no} that do not. Log loss of unseen pairs {old} → {new}, Brier"
                " score {old_brier} → {new_brier}.",
                yes=learned.yes,
                no=learned.no,
                **told,
            )
        )
    if learned.adopted:
        click.echo(say("Learnt; kept in {file}. Now type `ecomstat find {country}`, which decides with them.", file=file, country=country))
    else:
        click.echo(say("Learnt weights were no better on pairs not learnt from, so that those of before go on deciding."))


def _forget(store: Store, country: str) -> None:
    path = link_model_file(models_folder(store.path), country)
    if not path.exists():
        raise LabelError(say("There are no weights of links of {country}'s own to forget.", country=country))
    with recording(store, "train --links --forget", {"country": country}, country):
        path.unlink()
    click.echo(say("Dropped {file}. `ecomstat find {country}` decides by the weights that ship again.", file=path, country=country))
