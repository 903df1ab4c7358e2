"""`ecomstat sample`: draw whom people review, or only say what a sample would be good for."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from catalogue.messages import say
from cli.session import Number, Session, WholeNumber, country_argument, with_session
from store.cells import read_decided
from store.opening import Store
from store.reviews import read_designs
from store.runs import recording

if TYPE_CHECKING:
    from aggregate.sampling.planning import Target


def sample_options(function: Any) -> Any:
    """The options that say which sample."""
    options = [
        click.option("--size", type=WholeNumber(1), help=say("How many enterprises to draw.")),
        click.option(
            "--cv", type=Number(0), help=say("As many as this coefficient of variation of the national share needs, such as 0.05.")
        ),
        click.option(
            "--half-width", type=Number(0), help=say("As many as a national margin of so many percentage points needs, such as 2.")
        ),
        click.option("--extend", "more", type=WholeNumber(1), help=say("Add so many enterprises to the sample (the newest, or --name).")),
        click.option(
            "--for", "capability", default="online_ordering", show_default=True, help=say("The capability whose states are the strata.")
        ),
        click.option("--seed", type=WholeNumber(0), default=1, show_default=True, help=say("The same seed draws the same sample.")),
        click.option("--name", help=say("The sample's name (otherwise made from the wave).")),
        click.option("--with-wave", help=say("An earlier wave: share enterprises with its newest sample, to estimate change.")),
        click.option("--overlap", type=Number(0, 1), help=say("The part of them to share, between 0 and 1 (otherwise 0.5).")),
        click.option("--plan", "only_plan", is_flag=True, help=say("Only say what the sample would be good for; draw nothing.")),
        click.option(
            "--to",
            "sheet",
            type=click.Path(path_type=Path),
            help=say("Also write the sample as a sheet for reviewers to fill: CSV, or Excel where the name ends in .xlsx."),
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function


@click.command(help=say("Draw a stratified probability sample of enterprises to review, from the whole register."))
@country_argument
@sample_options
@with_session
def command(session: Session, country: str, sheet: Path | None, name: str | None, only_plan: bool, more: int | None, **asked: Any) -> None:
    """Draws or extends the sample, writes the sheet, and says how."""
    _check_options(sheet, name, only_plan, more, asked)
    draws = any(asked[option] is not None for option in ("size", "cv", "half_width"))
    with session.open() as store:
        wave = session.begin(store, country)
        if only_plan:
            _tell_plan(store, country, wave, asked)
            return
        after = 0
        if more is not None:
            name, after = _extend(store, country, wave, more, name)
        elif draws:
            known = _find_drawn(store, country, wave, asked) if name is None else None
            name = known or _draw(store, country, wave, name, asked)
        if sheet is not None:
            _write_sheet(store, country, wave, sheet, name, after)


def _check_options(sheet: Path | None, name: str | None, only_plan: bool, more: int | None, asked: dict[str, Any]) -> None:
    """Raises UsageError where the options do not say one thing."""
    if name is not None and not name.strip():
        raise click.UsageError(say("--name needs a name: what shall the sample be called?"))
    given = [option for option in ("size", "cv", "half_width") if asked[option] is not None]
    if more is not None and (given or only_plan or asked["with_wave"] is not None):
        raise click.UsageError(say("--extend adds to a sample that was drawn: it goes with --name and --to only."))
    if len(given) > 1:
        raise click.UsageError(say("Say how many to draw in one way only: --size, --cv or --half-width."))
    if asked["overlap"] is not None and asked["with_wave"] is None:
        raise click.UsageError(say("--overlap needs --with-wave, the wave to share enterprises with."))
    if not given and more is None and (sheet is None or only_plan or asked["with_wave"] is not None):
        raise click.UsageError(
            say(
                "Say how many to draw, as in `--size 400`, or how precise the figures shall be, as in `--half-width 2`,"
                " or where to write the newest sample, with `--to FILE.csv`."
            )
        )


def _target(asked: dict[str, Any]) -> "Target | None":
    from aggregate.sampling.planning import Target

    if asked["cv"] is None and asked["half_width"] is None:
        return None
    return Target(asked["cv"], None if asked["half_width"] is None else asked["half_width"] / 100)


def _find_drawn(store: Store, country: str, wave: str, asked: dict[str, Any]) -> str | None:
    """The sample that the same command has drawn before, so that typing it twice draws once."""
    wanted = (_describe(asked), asked["capability"], asked["seed"], read_decided(store, country, wave).get(asked["capability"]))
    same = [d.sample for d in read_designs(store, country, wave) if (d.plan.get("asked"), d.capability, d.seed, d.model) == wanted]
    if not same:
        return None
    click.echo(
        say(
            "The sample {sample} was drawn so already, and stays as it is. For another one, give it a --name and another --seed.",
            sample=same[-1],
        )
    )
    return same[-1]


def _describe(asked: dict[str, Any]) -> dict[str, Any]:
    """What a sample was asked for by, without what the design keeps in columns of its own."""
    return {option: asked[option] for option in ("size", "cv", "half_width", "with_wave", "overlap") if asked[option] is not None}


def _draw(store: Store, country: str, wave: str, name: str | None, asked: dict[str, Any]) -> str:
    from aggregate import draw_sample
    from aggregate.sampling.reports import describe_plan

    with recording(store, "sample", {**asked, "name": name}, country, wave) as counts:
        report = draw_sample(
            store,
            country,
            wave,
            size=asked["size"],
            target=_target(asked),
            capability=asked["capability"],
            seed=asked["seed"],
            name=name,
            with_wave=asked["with_wave"],
            overlap=0.5 if asked["overlap"] is None else asked["overlap"],
            asked=_describe(asked),
        )
        counts.update(report.counts)
    click.echo(f"{report.sentence}\n{describe_plan(report.plan)}")
    return report.sample


def _tell_plan(store: Store, country: str, wave: str, asked: dict[str, Any]) -> None:
    from aggregate.sampling.drawing import plan_review
    from aggregate.sampling.reports import describe_plan

    plan = plan_review(store, country, wave, size=asked["size"], target=_target(asked), capability=asked["capability"])
    click.echo(say("{size} enterprises would be drawn; nothing was drawn now.", size=plan.size))
    click.echo(describe_plan(plan))


def _extend(store: Store, country: str, wave: str, more: int, name: str | None) -> tuple[str, int]:
    """Adds to the sample; gives its name and how many it had before."""
    from aggregate.sampling.extending import extend
    from aggregate.sampling.reports import describe_plan

    with recording(store, "sample", {"extend": more, "name": name}, country, wave) as counts:
        report = extend(store, country, wave, more=more, name=name)
        counts.update(report.counts)
    click.echo(f"{report.sentence}\n{describe_plan(report.plan)}")
    return report.sample, report.size - more


def _write_sheet(store: Store, country: str, wave: str, sheet: Path, name: str | None, after: int) -> None:
    from aggregate.sampling.sheet import write_review_sheet

    rows = write_review_sheet(store, country, wave, sheet, name, after=after)
    click.echo(
        say(
            "Wrote {rows} enterprises to {file}. Fill in yes, no or unknown, then type `ecomstat labels {country} import {file} "
            "--labeller NAME`.",
            rows=rows,
            file=sheet,
            country=country,
        )
    )
