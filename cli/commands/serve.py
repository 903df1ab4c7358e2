"""`ecomstat serve`: the start page and the safe tables, on this computer only."""

import click

from catalogue.errors import StoreError
from catalogue.messages import say
from cli.session import Session, WholeNumber, with_session


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
    uvicorn.run(application, host="127.0.0.1", port=port, log_level="warning")
    click.echo(say("Stopped: the pages are closed."))


def _check_port(port: int) -> None:
    import socket

    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise StoreError(say("Port {port} is in use by another program: name another with --port.", port=port)) from error
