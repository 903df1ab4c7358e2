"""How far the queues of a wave are: by size class, with the pace and the days that are left."""

from collections.abc import Iterable

import click

from catalogue.messages import say, say_count, say_text
from catalogue.sizes import find_size_title, list_size_classes
from classify.reviewing.pace import measure_pace
from cli.printing import print_table, print_wrapped
from store.opening import Store
from store.reviewing import (
    ADJUDICATED,
    FIRST,
    SECOND,
    Progress,
    Queue,
    count_progress,
    count_stale,
    read_queues,
    read_unopened,
)


def print_progress(store: Store, country: str, wave: str, sample: str | None = None) -> None:
    """A table for each queue, what comes next, and how many answers have become stale."""
    queues = [queue for queue in read_queues(store, country, wave) if sample in {None, queue.sample}]
    unopened = _list_unopened(store, country, wave, sample)
    for name in unopened:
        click.echo(say("Sample {sample} has no queue yet: `ecomstat review {country}` opens it.", sample=name, country=country))
    if not queues and not unopened:
        click.echo(say("There is nothing to review: draw a sample with `ecomstat sample {country} --size 400`.", country=country))
    for queue in queues:
        _print_queue(store, queue)
    for earlier, count in sorted(count_stale(store, country, wave).items()):
        print_wrapped(
            say_count(
                "{count} answer of wave {wave} was given on other evidence than websites show now: it is kept, and `labels export` marks"
                " it.",
                "{count} answers of wave {wave} were given on other evidence than websites show now: they are kept; `labels export` marks"
                " them.",
                count,
                wave=earlier,
            )
        )
    if any(queue.closed_at is None for queue in queues):
        click.echo(
            say("Next: `ecomstat serve` opens the page to review on; `ecomstat review {country} --close NAME` ends it.", country=country)
        )


def _list_unopened(store: Store, country: str, wave: str, sample: str | None) -> list[str]:
    """Samples whose queue nobody has opened."""
    known = {queue.sample for queue in read_queues(store, country, wave)}
    drawn = [name for *where, name in read_unopened(store) if where == [country, wave]]
    return [name for name in drawn if name not in known and sample in {None, name}]


def _print_queue(store: Store, queue: Queue) -> None:
    parts = count_progress(store, queue.queue)
    kind = say("audit, blind") if queue.blind else say("training")
    click.echo("\n" + say("{name} ({kind})", name=queue.sample, kind=kind) + (say(", closed") if queue.closed_at else ""))
    strata = sorted({part.stratum for part in parts}, key=_place)
    rows = [[_name(stratum), *_count([part for part in parts if part.stratum == stratum])] for stratum in strata]
    if len(rows) > 1:
        rows.append([say("all"), *_count(parts)])
    print_table([say("size"), say("enterprises"), say("done"), say("second look"), say("adjudicated"), say("put off")], rows)
    left = sum(part.tasks - part.done for part in parts if part.round != ADJUDICATED)
    pace = measure_pace(store, queue.queue, left)
    if pace is not None and left and not queue.closed_at:
        click.echo(
            say_count(
                "{left} left; {pace:.0f} a day of work, so that {count} more day of work is needed.",
                "{left} left; {pace:.0f} a day of work, so that {count} more days of work are needed.",
                pace.days_left,
                left=left,
                pace=pace.per_day,
            )
        )


def _count(parts: Iterable[Progress]) -> list[str]:
    """Enterprises, done, second looks done of all, adjudicated of all, put off."""
    parts = list(parts)
    tasks = {name: sum(part.tasks for part in parts if part.round == name) for name in (FIRST, SECOND, ADJUDICATED)}
    done = {name: sum(part.done for part in parts if part.round == name) for name in (FIRST, SECOND, ADJUDICATED)}
    looks = [f"{done[name]}/{tasks[name]}" if tasks[name] else "–" for name in (SECOND, ADJUDICATED)]
    return [str(tasks[FIRST]), str(done[FIRST]), *looks, str(sum(part.put_off for part in parts))]


def _place(stratum: str) -> tuple[int, str]:
    sizes = list(list_size_classes())
    return (sizes.index(stratum) if stratum in sizes else len(sizes), stratum)


def _name(stratum: str) -> str:
    title = find_size_title(stratum)
    return say_text(title) if title else stratum
