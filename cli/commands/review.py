"""`ecomstat review`: open, follow and close the queues that reviewers work through in `ecomstat serve`."""

import click

from catalogue.errors import ReviewError
from catalogue.label_guide import load_label_guide
from catalogue.messages import say, say_count
from cli.printing import print_wrapped
from cli.review_progress import print_progress
from cli.session import Number, Session, WholeNumber, country_argument, with_session
from cli.user_name import find_user
from store.opening import Store
from store.reviewing import AUDIT, Queue, count_progress, read_queues
from store.reviews import read_designs
from store.runs import recording


@click.command(help=say("Open the queues that people review in `ecomstat serve`, say how far they are, and close them."))
@country_argument
@click.option("--sample", help=say("Only the queue of this sample (otherwise of all samples of the wave)."))
@click.option("--double", type=Number(0, 100), help=say("The percentage of a sample that two people look at (otherwise 20)."))
@click.option(
    "--training", type=WholeNumber(1), help=say("Also a queue of so many enterprises of no sample of which the machine is least sure.")
)
@click.option("--for", "capabilities", multiple=True, help=say("With --training: ask this capability only; may be given several times."))
@click.option(
    "--close", "closing", help=say("Close the queue of this sample (or training queue): reviewing ends, predictions may be shown.")
)
@click.option("--progress", "only_progress", is_flag=True, help=say("Only say how far the queues are; open none."))
@with_session
def command(
    session: Session,
    country: str,
    sample: str | None,
    double: float | None,
    training: int | None,
    capabilities: tuple[str, ...],
    closing: str | None,
    only_progress: bool,
) -> None:
    """Opens, closes, and says how far the queues are."""
    _check_options(double, training, capabilities, closing, only_progress)
    with session.open() as store:
        wave = session.begin(store, country)
        if closing is not None:
            _close(store, country, wave, closing)
        elif not only_progress:
            _open_audits(store, country, wave, sample, double)
            if training is not None:
                _open_training(store, country, wave, training, capabilities)
        print_progress(store, country, wave, sample)


def _check_options(
    double: float | None, training: int | None, capabilities: tuple[str, ...], closing: str | None, only_progress: bool
) -> None:
    """Raises UsageError where the options do not say one thing."""
    opens = double is not None or training is not None
    if (closing is not None or only_progress) and opens:
        raise click.UsageError(say("--double and --training open a queue: leave out --close and --progress."))
    if closing is not None and only_progress:
        raise click.UsageError(say("--close closes a queue, --progress changes nothing: choose one of them."))
    if capabilities and training is None:
        raise click.UsageError(say("--for goes with --training."))
    known = [code for code in load_label_guide() if code not in {"scope", "sites", "search"}]
    if unknown := [name for name in capabilities if name not in known]:
        raise click.UsageError(say("{name} is not a capability. Known are: {known}.", name=unknown[0], known=", ".join(known)))


def _open_audits(store: Store, country: str, wave: str, sample: str | None, double: float | None) -> None:
    from classify.reviewing import open_audit

    known = {queue.sample: queue for queue in read_queues(store, country, wave) if queue.purpose == AUDIT}
    names = [design.sample for design in read_designs(store, country, wave) if sample in {None, design.sample}]
    if sample is not None and not names:
        raise ReviewError(say("There is no sample named {sample} in this wave.", sample=sample))
    if double is not None and len(names) > 1:
        raise ReviewError(say("There are several samples: name the one that --double is for, as in --sample {sample}.", sample=names[-1]))
    for name in names:
        if name in known and known[name].closed_at is not None and (sample is None or double is None):
            continue
        share = None if double is None else double / 100
        with recording(store, "review", {"sample": name, "double": double}, country, wave) as counts:
            queue = open_audit(store, country, wave, name, double_share=share, by=find_user())
            counts["tasks"] = _count_tasks(store, queue)


def _open_training(store: Store, country: str, wave: str, most: int, capabilities: tuple[str, ...]) -> None:
    from classify.reviewing import open_training

    with recording(store, "review", {"training": most, "capabilities": capabilities}, country, wave) as counts:
        queue = open_training(store, country, wave, capabilities, most=most, by=find_user())
        if queue is None:
            raise ReviewError(
                say(
                    "There is nobody to train with: no enterprise outside of the samples has pages and a probability. Run `ecomstat"
                    " classify`."
                )
            )
        counts["tasks"] = _count_tasks(store, queue)
    print_wrapped(
        say(
            "Answers of {queue} teach the machine (`ecomstat train {country}`); they enter no estimate.",
            queue=queue.sample,
            country=country,
        )
    )


def _close(store: Store, country: str, wave: str, name: str) -> None:
    from classify.reviewing.closing import count_left, end_reviewing

    queue = next((queue for queue in read_queues(store, country, wave) if queue.sample == name), None)
    if queue is None:
        known = ", ".join(q.sample for q in read_queues(store, country, wave)) or say("none")
        raise ReviewError(say("There is no queue named {name} in this wave. Queues are: {known}.", name=name, known=known))
    if queue.closed_at is not None:
        click.echo(
            say("The queue of {name} was closed on {day} by {who} already.", name=name, day=queue.closed_at[:10], who=queue.closed_by)
        )
        return
    end_reviewing(store, queue, find_user())
    left = count_left(store, queue)
    click.echo(say("Closed {name}: nobody can answer in it any more.", name=name))
    if queue.blind:
        print_wrapped(
            say(
                "From now on reviewers may see what was predicted, the tables and the figures of this sample, unless another audit is open."
            )
        )
    if left.tasks:
        click.echo(say_count("{count} task was not done.", "{count} tasks were not done.", left.tasks))
    if left.disputes:
        click.echo(
            say_count(
                "{count} disagreement was not adjudicated and counts as unanswered.",
                "{count} disagreements were not adjudicated and count as unanswered.",
                left.disputes,
            )
        )


def _count_tasks(store: Store, queue: Queue) -> int:
    return sum(part.tasks for part in count_progress(store, queue.queue))
