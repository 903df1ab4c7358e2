"""`ecomstat serve`: the start page and the safe tables, on this computer only."""

from typing import TYPE_CHECKING

import click

from catalogue.errors import StoreError
from catalogue.messages import say
from cli.session import Session, WholeNumber, with_session

if TYPE_CHECKING:
    from starlette.applications import Starlette


@click.command(help=say("Open the start page and the safe tables in a browser on this computer."))
@click.option("--port", type=WholeNumber(1, 65535), default=8001, show_default=True, help=say("The port on 127.0.0.1."))
@with_session
def command(session: Session, port: int) -> None:
    """Serves until Ctrl-C."""
    import uvicorn

    from web.application import build_application

    session.open().close()
    application = build_application(session.db)
    _check_port(port)
    click.echo(say("Open http://127.0.0.1:{port}/ in a browser on this computer. Ctrl-C stops it.", port=port))
    _offer_setup(application, f"http://127.0.0.1:{port}")
    uvicorn.run(application, host="127.0.0.1", port=port, log_level="warning", proxy_headers=False, server_header=False)
    click.echo(say("Stopped: the pages are closed."))


def _offer_setup(application: "Starlette", address: str) -> None:
    """Prints the link for the first account, as long as there is no methodologist."""
    from store.accounts import has_methodologist
    from web.surroundings import surroundings_in

    around = surroundings_in(application)
    with around.accounts.using() as accounts:
        if has_methodologist(accounts):
            return
    link = f"{address}/setup?token={around.first_account.offer()}"
    click.echo(say("There is no methodologist yet. This link makes the first account; it works once:"))
    click.echo(link)


def _check_port(port: int) -> None:
    import socket

    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise StoreError(say("Port {port} is in use by another program: name another with --port.", port=port)) from error
