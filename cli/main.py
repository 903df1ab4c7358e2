"""The `ecomstat` command: finds the command asked for, and turns every failure into one clear sentence."""

import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from catalogue.errors import EcomstatError
from catalogue.messages import say
from cli.memory import build_option, memory_option

INTERRUPTED = 130
ERROR_LOG = Path("ecomstat-error.log")

# Command -> the module that holds it. Modules are imported when their command runs, so that `--help` stays quick.
COMMANDS = {
    "demo": "cli.commands.demo",
    "countries": "cli.commands.countries",
    "indicators": "cli.commands.indicators",
    "settings": "cli.commands.settings",
    "words": "cli.commands.words",
    "frame": "cli.commands.frame",
    "find": "cli.commands.find",
    "crawl": "cli.commands.crawl",
    "burden": "cli.commands.burden",
    "ingest": "cli.commands.ingest",
    "classify": "cli.commands.classify",
    "sample": "cli.commands.sample",
    "review": "cli.commands.review",
    "serve": "cli.commands.serve",
    "reviewers": "cli.commands.reviewers",
    "labels": "cli.commands.labels",
    "train": "cli.commands.train",
    "evaluate": "cli.commands.evaluate",
    "aggregate": "cli.commands.aggregate",
    "release": "cli.commands.release",
    "compare": "cli.commands.compare",
    "export": "cli.commands.export",
    "import": "cli.commands.import_package",
    "run": "cli.commands.run",
    "status": "cli.commands.status",
    "explain": "cli.commands.explain",
    "backup": "cli.commands.backup",
    "restore": "cli.commands.restore",
    "opt-out": "cli.commands.opt_out",
    "purge": "cli.commands.purge",
}
SUMMARIES = {
    "demo": say("A whole wave of an invented country, crawled from this computer; prints estimates beside the truth."),
    "countries": say("What is known of every country, or of one."),
    "indicators": say("The indicators, with their definitions and what the web can show of them."),
    "settings": say("The office's name and contact page, which every crawl shows to the websites it visits."),
    "words": say("Words, marketplaces and payment means of your own, in an Excel workbook."),
    "frame": say("Load a register extract (CSV, Excel, Stata, SPSS)."),
    "find": say("Look for the websites of enterprises, and verify them by reading them."),
    "crawl": say("Visit the websites, archive their pages, keep the signals. Goes on where it stopped."),
    "burden": say("What a wave asked of the websites: requests, bytes and seconds, in all and site by site."),
    "ingest": say("The same from web archives instead of the network."),
    "classify": say("Decide what each enterprise's website can do."),
    "sample": say("Draw the enterprises that people review."),
    "review": say("Open the queues that people review, say how far they are, and close them."),
    "serve": say("Open the pages for reviewing and browsing, on this computer or, with a certificate, for others."),
    "reviewers": say("Who may log in to the pages that serve opens."),
    "labels": say("Load or save what people answered."),
    "train": say("Learn from labels how much each kind of evidence counts."),
    "evaluate": say("Precision, recall and F1 of the decisions against labels."),
    "aggregate": say("Estimates with margins, from decisions and labels."),
    "release": say("Freeze what is published, as a vintage that never changes."),
    "compare": say("Our estimates beside published figures, or countries side by side, with tests of the differences."),
    "export": say("Write the estimates as tables, a report and files for other programs and offices."),
    "import": say("Take in another office's package, beside one's own figures."),
    "run": say("Find, crawl, classify, aggregate and export in one go."),
    "status": say("What is in the store, what ran, what failed."),
    "explain": say("Why an enterprise was decided so: page, place, words."),
    "backup": say("Write the store and what belongs to it into one file, while others go on working."),
    "restore": say("Bring back what a backup holds; what stands there now is kept aside."),
    "opt-out": say("Websites whose owners asked not to be visited; what was read from them is deleted."),
    "purge": say("Delete archived pages and personal data of waves whose retention has ended."),
}


class LazyGroup(click.Group):
    """Commands that are imported only when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        if not any(param.name == "memory" for param in command.params):
            command.params.append(build_option())
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Like click's, but a wrong name gets the nearest right one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_unknown_command(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any."""
        with formatter.section(say("Commands")):
            formatter.write_dl(list(SUMMARIES.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.option("--db", type=click.Path(path_type=Path), help=say("The store's file (otherwise ECOMSTAT_DB, else ecomstat.db)."))
@click.option("--wave", help=say("The round of collection, such as 2026 or 2026-Q4."))
@memory_option
@click.version_option(package_name="ecomstat", prog_name="ecomstat")
@click.pass_context
def group(ctx: click.Context, db: Path | None, wave: str | None) -> None:
    """Turn a business register into official e-commerce statistics by reading the businesses' own websites."""
    ctx.obj = {"db": db, "wave": wave}


def run(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the process: 0, 1 with one sentence, 2 for bad usage, 130 when interrupted."""
    _speak_unicode()
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    output = sys.stdout
    try:
        group.main(args=list(arguments) if arguments is not None else None, standalone_mode=False, prog_name="ecomstat")
    except EcomstatError as error:
        return _complain(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 2
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(say("Stopped. What was finished is kept: run the same command again to go on."), err=True)
        return INTERRUPTED
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except SystemExit:
        if sys.stdout is output:
            raise
        return 0  # click has closed the output, since whoever reads it has seen enough, as `head` does
    except Exception as error:
        return _complain(_describe(error))
    return 0


def _complain(sentence: str) -> int:
    click.echo(sentence, err=True)
    return 1


def _describe(error: Exception) -> str:
    from store.troubles import describe_trouble

    return describe_trouble(error) or _note_surprise(error)


def _note_surprise(error: Exception) -> str:
    """What to tell of an error that nobody foresaw; the details go into a file, for whoever mends it."""
    try:
        ERROR_LOG.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return say("Something went wrong that ecomstat did not foresee ({kind}: {text}).", kind=type(error).__name__, text=error)
    return say(
        "Something went wrong that ecomstat did not foresee ({kind}: {text}). The details are in {file}: please send it to the people"
        " who look after ecomstat. What was finished is kept.",
        kind=type(error).__name__,
        text=error,
        file=ERROR_LOG.resolve(),
    )


def _unknown_command(name: str) -> str:
    from rapidfuzz import process

    nearest = process.extractOne(name, list(COMMANDS), score_cutoff=60)
    if nearest:
        return say("There is no command {name}. Did you mean `ecomstat {nearest}`?", name=name, nearest=nearest[0])
    return say("There is no command {name}. `ecomstat --help` lists them all.", name=name)


def _speak_unicode() -> None:
    """Names in any script can be printed, also where the terminal's own encoding lacks them."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
