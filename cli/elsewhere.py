"""`ecomstat labels KE pack|merge|recall`: reviewing by people who are elsewhere."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from catalogue.errors import BundleError
from catalogue.messages import say, say_count
from cli.session import Session, WholeNumber

if TYPE_CHECKING:
    from classify.handouts import JoinReport

DEFAULT_SIZE = 50
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What was asked for: who reviews, from which queue, how many, in which bundle, where the pass phrase stands."""

    reviewer: str | None
    queue: str | None
    size: int
    bundle: Path | None
    phrase_file: Path | None


def elsewhere_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options, given to the command as one `elsewhere`."""

    @click.option("--for", "reviewer", metavar="NAME", help=say("pack, recall: the reviewer."))
    @click.option("--queue", metavar="SAMPLE", help=say("pack: the sample to hand out from (otherwise the newest)."))
    @click.option(
        "--size", type=WholeNumber(1, 2000), default=DEFAULT_SIZE, show_default=True, help=say("pack: how many enterprises to hand out.")
    )
    @click.option("--bundle", type=click.Path(path_type=Path), help=say("pack: the bundle whose answers are to be sealed."))
    @click.option("--pass-phrase-file", type=click.Path(path_type=Path), help=say("Read the pass phrase from the first line of this file."))
    @functools.wraps(function)
    def wrapped(
        *args: Any, reviewer: str | None, queue: str | None, size: int, bundle: Path | None, pass_phrase_file: Path | None, **options: Any
    ) -> Any:
        return function(*args, elsewhere=Elsewhere(reviewer, queue, size, bundle, pass_phrase_file), **options)

    return wrapped


def work_elsewhere(session: Session, country: str, action: str, file: Path | None, asked: Elsewhere) -> None:
    """Packs, merges or recalls."""
    if action == "recall":
        _recall(session, country, asked)
    elif file is None:
        raise click.UsageError(say("Name the sealed file."))
    elif action == "merge":
        _merge(session, country, file, asked)
    elif asked.bundle is not None:
        _pack_answers(file, asked.bundle, asked)
    else:
        _pack_bundle(session, country, file, asked)


def _pack_bundle(session: Session, country: str, file: Path, asked: Elsewhere) -> None:
    from cli.packing import check_new, choose_queue, pack_bundle
    from cli.pass_phrases import ask_new_phrase

    if asked.reviewer is None:
        raise click.UsageError(say("Say who will review: --for NAME (or, to seal answers, --bundle FILE)."))
    with session.open() as store:
        wave = session.begin(store, country)
        check_new(file)
        queue = choose_queue(store, country, wave, asked.queue)
        packed = pack_bundle(store, file, queue, asked.reviewer, ask_new_phrase(asked.phrase_file), asked.size)
    click.echo(say("{name} opens it with `ecomstat serve --bundle {file}`.", name=packed.reviewer, file=file.name))
    click.echo(say("Tell the pass phrase another way than you send the file. Nobody else is given these enterprises meanwhile."))
    click.echo(
        say_count(
            "Packed {count} enterprise of {sample} with {pages} archived pages into {file}.",
            "Packed {count} enterprises of {sample} with {pages} archived pages into {file}.",
            packed.tasks,
            sample=packed.queue.sample,
            pages=packed.pages,
            file=file,
        )
    )


def _pack_answers(file: Path, bundle: Path, asked: Elsewhere) -> None:
    from cli.bundle_folders import write_bundle_answers
    from cli.pass_phrases import ask_phrase

    given = write_bundle_answers(bundle, ask_phrase(bundle, asked.phrase_file), file)
    done = sum(task.done_at is not None for task in given.tasks)
    click.echo(say("Send {file} back to the office; it has the bundle's pass phrase.", file=file))
    total = len(given.tasks)
    click.echo(say("Sealed the answers of {name}: {done} of {total} enterprises are done.", name=given.reviewer, done=done, total=total))


def _merge(session: Session, country: str, file: Path, asked: Elsewhere) -> None:
    from cli.packing import merge_answers
    from cli.pass_phrases import ask_phrase

    with session.open() as store:
        session.begin(store, country)
        report = merge_answers(store, file, country, ask_phrase(file, asked.phrase_file))
    _print_conflicts(report)
    if report.moved:
        click.echo(
            say_count(
                "The clock of the computer of {name} is wrong: {count} act bears the nearest time between packing and now instead.",
                "The clock of the computer of {name} is wrong: {count} acts bear the nearest time between packing and now instead.",
                report.moved,
                name=report.reviewer,
            )
        )
    if report.left:
        click.echo(
            say_count(
                "{count} enterprise is not done and stays with {name}; `ecomstat labels {country} recall --for {name}` gives it to others.",
                "{count} enterprises are not done and stay with {name}; `ecomstat labels {country} recall --for {name}` frees them.",
                report.left,
                name=report.reviewer,
                country=country,
            )
        )
    click.echo(
        say(
            "Joined the answers of {name}: {done} enterprises done, {labels} new labels; {known} answers were there already.",
            name=report.reviewer,
            done=report.done,
            labels=report.labels,
            known=report.known,
        )
    )


def _print_conflicts(report: "JoinReport") -> None:
    for enterprise, why in report.conflicts[:MOST_LISTED]:
        click.echo(say("Not taken, enterprise {enterprise}: {why}.", enterprise=enterprise, why=why))
    if len(report.conflicts) > MOST_LISTED:
        click.echo(say("… and {count} more that were not taken.", count=len(report.conflicts) - MOST_LISTED))


def _recall(session: Session, country: str, asked: Elsewhere) -> None:
    from store.handouts import read_handouts, recall

    if asked.reviewer is None:
        raise click.UsageError(say("Say whose enterprises others are to be given: --for NAME"))
    with session.open() as store:
        wave = session.begin(store, country)
        handouts = read_handouts(store, country, wave, asked.reviewer)
        if not handouts:
            raise BundleError(say("Nothing of wave {wave} was handed out to {name}.", wave=wave, name=asked.reviewer))
        freed = recall(store, handouts)
    click.echo(
        say_count(
            "{count} enterprise that {name} had not sent back is given to others now.",
            "{count} enterprises that {name} had not sent back are given to others now.",
            freed,
            name=asked.reviewer,
        )
    )
