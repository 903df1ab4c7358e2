"""`ecomstat serve`: the pages for reviewing and browsing, on this computer or, with a certificate, for others."""

from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from catalogue.messages import say
from cli.listening import Listening, bracketed, plan_listening
from cli.session import Session, WholeNumber, with_session

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from web.hand_back import HandBack

GRACE_SECONDS = 5


@click.command(help=say("Open the pages for reviewing and browsing, on this computer or, with a certificate, for others."))
@click.option("--port", type=WholeNumber(1, 65535), default=8001, show_default=True, help=say("The port to listen at."))
@click.option("--host", default="127.0.0.1", show_default=True, help=say("The address to listen at; 0.0.0.0 lets other computers in."))
@click.option("--name", "names", multiple=True, help=say("A host name by which others open the pages (else those of the certificate)."))
@click.option("--certificate", type=click.Path(path_type=Path), help=say("A certificate, as a PEM file."))
@click.option("--key", type=click.Path(path_type=Path), help=say("The certificate's private key, as a PEM file."))
@click.option("--make-certificate", "certified", metavar="NAME", help=say("Write a certificate and key for this host name, and end."))
@click.option("--bundle", type=click.Path(path_type=Path), help=say("A sealed bundle from your office: reviews what is in it."))
@click.option(
    "--pass-phrase-file", type=click.Path(path_type=Path), help=say("Read the bundle's pass phrase from the first line of this file.")
)
@with_session
def command(
    session: Session,
    port: int,
    host: str,
    names: tuple[str, ...],
    certificate: Path | None,
    key: Path | None,
    certified: str | None,
    bundle: Path | None,
    pass_phrase_file: Path | None,
) -> None:
    """Serves until Ctrl-C, or makes a certificate."""
    if certified:
        from cli.certifying import write_certificate

        write_certificate([certified, *names], session.db.parent)
        return
    listening = plan_listening(host, port, names, certificate, key)
    if bundle is not None:
        _serve_bundle(bundle, pass_phrase_file, listening)
        return
    session.open().close()
    _serve(session.db, listening)


def _serve_bundle(bundle: Path, phrase_file: Path | None, listening: Listening) -> None:
    """The pages on what a bundle holds; it is sealed again at the end."""
    from cli.bundle_folders import folder_of, opened_bundle, way_back_of
    from cli.pass_phrases import ask_phrase
    from store.accounts import open_accounts, read_people

    phrase = ask_phrase(bundle, phrase_file)
    with opened_bundle(bundle, phrase) as store_path:
        with open_accounts(store_path) as accounts:
            name = read_people(accounts)[0].name
        click.echo(say("Log in as {name}; the password is the pass phrase.", name=name))
        click.echo(
            say("While it is open, the register's rows can be read in {folder}: stop with Ctrl-C to seal it.", folder=folder_of(bundle))
        )
        _serve(store_path, listening, way_back_of(bundle, phrase))
    click.echo(
        say("Sealed {file} again. Type the same command to go on, or to save answers for the office on the page Send back.", file=bundle)
    )


def _serve(store_path: Path, listening: Listening, way_back: "HandBack | None" = None) -> None:
    import uvicorn

    from aggregate.charts.rendering import prepare_drawing
    from web.application import build_application

    application = build_application(store_path, [bracketed(name) for name in listening.names], way_back)
    if way_back is None:
        _offer_setup(application, listening.address)
    Thread(target=prepare_drawing, daemon=True).start()  # while somebody logs in
    click.echo(say("Open {address}/ in a browser. Ctrl-C stops it.", address=listening.address))
    uvicorn.run(
        application,
        host=listening.host,
        port=listening.port,
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
        log_level="warning",
        proxy_headers=False,  # or whoever connects could say that they come from elsewhere
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    click.echo(say("Stopped: the pages are closed."))


def _offer_setup(application: "Starlette", address: str) -> None:
    """Prints the link for the first account, as long as there is no methodologist."""
    from store.accounts import has_methodologist
    from web.surroundings import surroundings_in

    around = surroundings_in(application)
    with around.accounts.using() as accounts:
        if has_methodologist(accounts):
            return
    click.echo(say("There is no methodologist yet. This link makes the first account; it works once:"))
    click.echo(f"{address}/setup?token={around.first_account.offer()}")
