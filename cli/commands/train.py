"""`ecomstat train`: learn from labels."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.additions import using_additions
from catalogue.errors import LabelError
from catalogue.messages import say
from classify.trained.card import render_card
from classify.trained.current import SHIPPED, find_own_model, load_country_models, model_file, model_version
from classify.trained.files import read_model
from classify.trained.records import TrainedModel
from cli.learned import print_learned
from cli.link_training import train_link_weights
from cli.new_files import check_new_csv
from cli.session import Session, WholeNumber, country_argument, with_session
from store.additions import additions_folder, models_folder
from store.opening import Store
from store.runs import recording

if TYPE_CHECKING:
    from classify.learning.unseen import Unseen


@click.command(
    help=say(
        "Learn from labels how much each kind of evidence counts, and keep what is better on websites that were not learnt from. The model"
        " stands beside the store, survives upgrades, and `classify` uses it from then on."
    )
)
@country_argument
@click.option("--with-audit", is_flag=True, help=say("Learn from the labels of samples too (otherwise from training labels only)."))
@click.option("--seed", type=WholeNumber(min=0), help=say("Another seed for the folds of cross-fitting."))
@click.option(
    "--unseen",
    type=click.Path(path_type=Path),
    help=say("Write, as CSV, what is decided of each labelled enterprise by weights learnt from the others."),
)
@click.option("--card", is_flag=True, help=say("Print the model card of the model that decides now, and learn nothing."))
@click.option("--forget", is_flag=True, help=say("Drop the office's own model of this country: the model that ships decides again."))
@click.option("--links", is_flag=True, help=say("Learn which evidence shows whose website it is, instead of what websites can do."))
@click.option(
    "--truth",
    type=click.Path(path_type=Path),
    help=say("With --links: the file with the columns enterprise_id and site, an empty site for enterprises that have none."),
)
@with_session
def command(
    session: Session,
    country: str,
    with_audit: bool,
    seed: int | None,
    unseen: Path | None,
    card: bool,
    forget: bool,
    links: bool,
    truth: Path | None,
) -> None:
    """Trains, prints the card, or forgets."""
    if links or truth:
        if with_audit or unseen or card:
            raise click.UsageError(say("--links goes with --truth, --seed and --forget only."))
        train_link_weights(session, country, links=links, truth=truth, seed=seed, forget=forget)
        return
    if (card or forget) and (with_audit or seed is not None or unseen or (card and forget)):
        raise click.UsageError(say("--card and --forget stand alone."))
    if card:
        _print_card(session, country)
        return
    if unseen:
        check_new_csv(unseen)
    with session.open() as store:
        if forget:
            _forget(store, country)
        else:
            _train(session, store, country, session.begin(store, country), with_audit, seed, unseen)


def _print_card(session: Session, country: str) -> None:
    folder = models_folder(session.db)
    with using_additions(additions_folder(session.db)):
        version = load_country_models(folder, country).version
    if find_own_model(folder, country) is None:
        click.echo(say("{country} has no model of its own; this is the card of the model that ships.", country=country), err=True)
    click.echo(render_card(find_own_model(folder, country) or read_model(SHIPPED), version), nl=False)


def _forget(store: Store, country: str) -> None:
    path = model_file(models_folder(store.path), country)
    if not path.exists():
        raise LabelError(say("There is no model of {country}'s own to forget: the model that ships decides already.", country=country))
    with recording(store, "train --forget", {"country": country}, country):
        path.unlink()
    click.echo(
        say(
            "Dropped {file}. Now type `ecomstat classify {country}`: it decides by the model that ships, {version}.",
            file=path,
            country=country,
            version=model_version(),
        )
    )


def _train(session: Session, store: Store, country: str, wave: str, with_audit: bool, seed: int | None, unseen: Path | None) -> None:
    from classify.learning.training import SEED, train

    sources = ("training", "audit") if with_audit else ("training",)
    training = train(store, country, wave, session.progress, sources=sources, seed=SEED if seed is None else seed)
    session.progress.finish()
    print_learned(training.model)
    if unseen:
        _write_unseen(training.unseen, unseen)
        click.echo(
            say("Wrote {count} decisions by weights that had not seen the labels to {file}.", count=len(training.unseen), file=unseen)
        )
    if with_audit:
        click.echo(
            say(
                "Note: the model has seen labels of samples. `classify` keeps what weights that had not seen a label decide, and"
                " `aggregate` estimates with these, so that nothing looks better than it is. `--unseen FILE.csv` writes them, to compare."
            )
        )
    _print_end(training.model, model_file(models_folder(session.db), country), country)


def _write_unseen(rows: "Sequence[Unseen]", file: Path) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["enterprise_id", "capability", "label", "answer", "probability"])
        writer.writerows([r.enterprise_id, r.capability, r.label, r.answer, r.probability] for r in rows)


def _print_end(model: TrainedModel, path: Path, country: str) -> None:
    adopted = [c.capability for c in model.capabilities.values() if c.adopted]
    told = {"file": path, "names": ", ".join(adopted), "websites": model.websites, "country": country}
    if adopted:
        click.echo(say("Learnt {names} from {websites} websites; kept in {file}. Now type `ecomstat classify {country}`.", **told))
    else:
        click.echo(
            say(
                "Nothing learnt from {websites} websites was better than what is there; shares of yes are kept in {file}. Now type"
                " `ecomstat classify {country}`, which decides with them.",
                **told,
            )
        )
