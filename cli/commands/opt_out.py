"""`ecomstat opt-out`: websites whose owners asked not to be visited, whose archived pages go too."""

from collections.abc import Sequence
from pathlib import Path

import click

from catalogue.messages import say
from catalogue.sites import find_site
from cli.commands.purge import print_stuck
from cli.session import Session, with_session
from store.opening import Store
from store.purging.sites import count_held_pages
from store.runs import recording
from store.settings import add_opt_outs, read_opt_outs, withdraw_opt_outs


@click.command(
    help=say(
        "Note websites whose owners asked not to be visited, and delete what was read from them in all waves, archived pages included."
        " Without websites, lists those noted."
    )
)
@click.argument("websites", nargs=-1, metavar="[WEBSITE]...")
@click.option("--file", type=click.Path(path_type=Path), help=say("A file with one website a line."))
@click.option("--reason", default="", metavar="TEXT", help=say("When and how the owner asked, for your log."))
@click.option("--withdraw", is_flag=True, help=say("Take the websites off the list again; nothing that was deleted comes back."))
@click.option("--elsewhere", is_flag=True, help=say("Archives of ours in other folders too: make sure that no other store uses them."))
@click.option("--dry-run", is_flag=True, help=say("Only say what would go."))
@with_session
def command(
    session: Session, websites: tuple[str, ...], file: Path | None, reason: str, withdraw: bool, elsewhere: bool, dry_run: bool
) -> None:
    """Lists, adds or takes off."""
    from scrapers.crawling.opting_out import read_opt_out_file

    entries = sorted({_read_website(text) for text in (*websites, *(read_opt_out_file(file) if file else ()))})
    with session.open() as store:
        if not entries:
            noted = sorted(read_opt_outs(store))
            click.echo(say("Websites that are not visited, as their owners asked: {count}.", count=len(noted)))
            for site in noted:
                click.echo(f"  {site}")
                if pages := count_held_pages(store, site):
                    click.echo(
                        "    " + say("Still kept of it: pages {pages}. Run `ecomstat opt-out {site}` again.", pages=pages, site=site)
                    )
        elif withdraw:
            count = withdraw_opt_outs(store, entries)
            if count:
                click.echo(say("Taken off the list: {count}. The next wave visits them again.", count=count))
            else:
                click.echo(say("None of these websites is on the list: `ecomstat opt-out` shows which are."))
        else:
            _opt_out(session, store, entries, reason, elsewhere=elsewhere, dry_run=dry_run)


def _read_website(text: str) -> str:
    found = find_site(text)
    if found is None:
        raise click.UsageError(say("{text} is no website: write it such as shop.example.", text=repr(text)))
    return found.site


def _opt_out(session: Session, store: Store, entries: Sequence[str], reason: str, *, elsewhere: bool, dry_run: bool) -> None:
    """Notes the websites first, so that nobody visits them whatever happens to the purge."""
    from scrapers.purging.sites import plan_sites, purge_opted_out

    if not dry_run:
        add_opt_outs(store, list(entries), reason)
        click.echo(say("Noted: {sites}. The next crawl does not visit them.", sites=", ".join(entries)))
    plan = plan_sites(store, entries, elsewhere=elsewhere)
    click.echo(
        say(
            "Read from them in all waves: websites {sites}, pages {pages}. Archives to look through: {files}.",
            sites=len(plan.sites),
            pages=len(plan.pages),
            files=len(plan.archives.ours),
        )
    )
    for file in plan.archives.left:
        click.echo(say("This archive holds pages of them too, and is left to you (see --elsewhere): {file}", file=file))
    if dry_run:
        click.echo(say("Nothing was deleted."))
        return
    with recording(store, "opt-out", {"sites": entries, "reason": reason, "left": plan.archives.left}) as counts:
        done = purge_opted_out(store, plan, session.progress)
        counts.update(sites=len(plan.sites), pages=len(plan.pages), records=done.records, archives=done.rewritten)
    session.progress.finish()
    print_stuck(list(done.stuck))
    click.echo(
        say(
            "Purged. Pages: {pages}; archived records: {records}; archives written again: {files}. Decisions and links stay."
            " Backups, bundles and copies made before still hold the pages: delete those too.",
            pages=len(plan.pages),
            records=done.records,
            files=done.rewritten,
        )
    )
