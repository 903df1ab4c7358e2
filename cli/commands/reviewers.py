"""`ecomstat reviewers`: who may log in to `ecomstat serve`."""

import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from catalogue.errors import AccountError
from catalogue.messages import say
from cli.printing import print_table
from cli.session import Session, WholeNumber, with_session
from cli.user_name import find_user

ROLES = ("reviewer", "adjudicator", "viewer", "methodologist")  # as in store.accounts, which takes time to import


@click.group(help=say("Who may log in to `ecomstat serve`: reviewers, adjudicators, viewers and methodologists."))
def command() -> None:
    """People."""


def _password_option(function: Callable[..., Any]) -> Callable[..., Any]:
    wanted = click.Path(path_type=Path)
    return click.option("--password-file", type=wanted, help=say("Read the password from the first line of this file."))(function)


@command.command("add", help=say("Add somebody; asks for their password twice."))
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="reviewer", show_default=True, help=say("What they may see and do."))
@click.option("--again", is_flag=True, help=say("Bring back somebody of this name who was removed."))
@_password_option
@with_session
def add(session: Session, name: str, role: str, again: bool, password_file: Path | None) -> None:
    """Adds somebody."""
    from store.accounts import add_person, check_name, has_methodologist

    with _opened(session) as accounts:
        person = add_person(accounts, name, role, _ask_password(check_name(name), password_file), find_user(), again=again)
        click.echo(say("{name} may log in now, as {role}.", name=person.name, role=person.role))
        if not has_methodologist(accounts):
            click.echo(
                say("Nobody is a methodologist yet: `ecomstat reviewers add NAME --role methodologist`, or the link that serve prints.")
            )


@command.command("list", help=say("List everybody, also those who were removed."))
@with_session
def list_people(session: Session) -> None:
    """Lists everybody."""
    from store.accounts import read_people

    with _opened(session) as accounts:
        people = read_people(accounts)
    if not people:
        click.echo(say("Nobody may log in yet: `ecomstat reviewers add NAME`."))
        return
    rows = [(p.name, p.role, p.added_at[:10], p.added_by, (p.removed_at or "")[:10]) for p in people]
    print_table([say("name"), say("role"), say("added"), say("by"), say("removed")], rows)


@command.command("role", help=say("Give somebody another role."))
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@with_session
def change_role(session: Session, name: str, role: str) -> None:
    """Changes a role."""
    from store.accounts import change_role as change

    with _opened(session) as accounts:
        person = change(accounts, name, role)
    click.echo(say("{name} is {role} from now on.", name=person.name, role=person.role))


@command.command("password", help=say("Give somebody another password; asks for it twice, and logs them out."))
@click.argument("name")
@_password_option
@with_session
def change_password(session: Session, name: str, password_file: Path | None) -> None:
    """Changes a password."""
    from store.accounts import change_password as change
    from store.accounts import load_person

    with _opened(session) as accounts:
        person = load_person(accounts, name)
        change(accounts, person.name, _ask_password(person.name, password_file))
    click.echo(say("{name} has another password, and was logged out.", name=person.name))


@command.command("remove", help=say("Let somebody log in no more; their labels keep the name."))
@click.argument("name")
@with_session
def remove(session: Session, name: str) -> None:
    """Removes somebody."""
    from store.accounts import load_person, remove_person

    with _opened(session) as accounts:
        person = load_person(accounts, name)
        remove_person(accounts, name)
    click.echo(say("{name} may log in no more; their labels keep the name.", name=person.name))


@command.command("looks", help=say("List who looked at register rows or single enterprises, newest first."))
@click.option("--most", type=WholeNumber(1), default=50, show_default=True, help=say("How many."))
@with_session
def list_looks(session: Session, most: int) -> None:
    """Lists looks."""
    from store.accounts import read_looks

    with _opened(session) as accounts:
        looks = read_looks(accounts, most)
    if not looks:
        click.echo(say("Nobody has looked at register rows yet."))
        return
    print_table([say("when (UTC)"), say("who"), say("what")], [(look.at, look.name, look.path) for look in looks])


def _opened(session: Session) -> Any:
    """The accounts of a store that exists."""
    from store.accounts import open_accounts

    session.open().close()
    return open_accounts(session.db)


def _ask_password(name: str, file: Path | None) -> str:
    """The password, typed twice without showing, or from a file; refused here already where it will not do."""
    from store.accounts import check_password

    if file is not None:
        password = _read_password(file)
    elif sys.stdin.isatty():
        password = getpass.getpass(say("Password for {name}: ", name=name))
    else:
        raise AccountError(say("A password is typed at a terminal, or read with --password-file."))
    check_password(name, password)
    if file is None and getpass.getpass(say("The same password again: ")) != password:
        raise AccountError(say("The two passwords differ: nothing was changed."))
    return password


def _read_password(file: Path) -> str:
    try:
        return (file.read_text(encoding="utf-8-sig").splitlines() or [""])[0]
    except (OSError, ValueError) as error:
        raise AccountError(say("The password cannot be read from {file} ({reason}).", file=file, reason=error)) from error
