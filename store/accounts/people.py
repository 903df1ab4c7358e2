"""People who may log in: adding, changing and removing them. Nobody is ever deleted, since labels keep their names."""

from typing import Any

from catalogue.errors import AccountError
from catalogue.messages import say
from store.accounts.names import check_name, name_key
from store.accounts.opening import Accounts
from store.accounts.passwords import check_password, hash_password, is_outdated, verify_password
from store.accounts.records import METHODOLOGIST, ROLES, Person
from store.rows import column_names, current_time

COLUMNS = ", ".join(column_names(Person))


def read_people(accounts: Accounts) -> list[Person]:
    """Everybody, in the order in which they were added, also those who were removed."""
    return [Person(*row) for row in accounts.db.execute(f"SELECT {COLUMNS} FROM people ORDER BY person")]  # noqa: S608  names are our own


def find_person(accounts: Accounts, name: str) -> Person | None:
    """The person of this name, also a removed one, or None."""
    row = accounts.db.execute(f"SELECT {COLUMNS} FROM people WHERE key = ?", [name_key(name)]).fetchone()  # noqa: S608  names are our own
    return Person(*row) if row else None


def has_methodologist(accounts: Accounts) -> bool:
    """Whether anybody can do everything; as long as nobody can, the first of them may be set up."""
    return _count_methodologists(accounts) > 0


def add_person(accounts: Accounts, name: str, role: str, password: str, by: str, *, again: bool = False) -> Person:
    """Adds somebody; with `again`, brings back somebody of this name who was removed.

    Raises:
        AccountError: the name is taken or no name, there is no such role, or the password will not do.
    """
    name = check_name(name)
    check_password(name, password)
    _check_role(role)
    hashed = hash_password(password)
    with accounts.writing() as db:
        known = find_person(accounts, name)
        _refuse_taken(name, known, again)
        if known:
            _update(accounts, known.name, role=role, password=hashed, removed_at=None)
        else:
            sql = "INSERT INTO people (name, key, role, password, added_at, added_by) VALUES (?, ?, ?, ?, ?, ?)"
            db.execute(sql, [name, name_key(name), role, hashed, current_time(), by])
    return load_person(accounts, name)


def add_first(accounts: Accounts, name: str, password: str) -> Person:
    """Adds the first methodologist.

    Raises:
        AccountError: there is one already, or as for `add_person`.
    """
    check_password(check_name(name), password)
    with accounts.writing():
        if has_methodologist(accounts):
            raise AccountError(say("There is a methodologist already: log in, or ask them for an account."))
        return add_person(accounts, name, METHODOLOGIST, password, name)


def change_role(accounts: Accounts, name: str, role: str) -> Person:
    """Gives somebody another role, from their next request on.

    Raises:
        AccountError: there is no such person or role, or they are the last methodologist.
    """
    _check_role(role)
    with accounts.writing():
        person = load_person(accounts, name)
        if role != METHODOLOGIST:
            _keep_a_methodologist(accounts, person)
        _update(accounts, person.name, role=role)
    return load_person(accounts, name)


def change_password(accounts: Accounts, name: str, password: str) -> None:
    """Gives somebody another password, and ends their sessions.

    Raises:
        AccountError: there is no such person, or the password will not do.
    """
    person = load_person(accounts, name)
    check_password(person.name, password)
    hashed = hash_password(password)
    with accounts.writing():
        _update(accounts, person.name, password=hashed)
        _end_sessions(accounts, person.name)


def change_language(accounts: Accounts, name: str, language: str) -> None:
    """Notes the language in which somebody reads the pages."""
    with accounts.writing():
        _update(accounts, load_person(accounts, name).name, language=language)


def remove_person(accounts: Accounts, name: str) -> None:
    """Lets somebody log in no more, and ends their sessions; their labels keep the name.

    Raises:
        AccountError: there is no such person, or they are the last methodologist.
    """
    with accounts.writing():
        person = load_person(accounts, name)
        _keep_a_methodologist(accounts, person)
        _update(accounts, person.name, removed_at=current_time())
        _end_sessions(accounts, person.name)


def identify_person(accounts: Accounts, name: str, password: str) -> Person | None:
    """The person who has this name and password, or None; takes as long whether there is such a name or not.

    A hash that was made with other parameters than are used now is made again.
    """
    person = find_person(accounts, name)
    may_log_in = person is not None and person.removed_at is None
    kept = _read_hash(accounts, person.name) if person and may_log_in else None
    if not verify_password(kept, password) or person is None or kept is None:
        return None
    if is_outdated(kept):
        hashed = hash_password(password)
        with accounts.writing() as db:
            db.execute("UPDATE people SET password = ? WHERE name = ? AND password = ?", [hashed, person.name, kept])
    return person


def load_person(accounts: Accounts, name: str) -> Person:
    """The person of this name who may log in.

    Raises:
        AccountError: there is nobody of this name, or they were removed.
    """
    person = find_person(accounts, name)
    if person is None:
        raise AccountError(say("There is nobody called {name}: `ecomstat reviewers list` shows who there is.", name=name))
    if person.removed_at is not None:
        raise AccountError(
            say("{name} was removed: `ecomstat reviewers add {name} --again` brings them back, with a new password.", name=person.name)
        )
    return person


def _refuse_taken(name: str, known: Person | None, again: bool) -> None:
    if known and known.removed_at is None:
        raise AccountError(say("There is somebody called {name} already: choose another name.", name=known.name))
    if known and not again:
        raise AccountError(
            say("{name} was removed, and labels keep the name: choose another, or bring them back with --again.", name=known.name)
        )
    if again and not known:
        raise AccountError(say("There was nobody called {name} before: leave out --again.", name=name))


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise AccountError(say("{role} is no role: choose one of {roles}.", role=role, roles=", ".join(ROLES)))


def _keep_a_methodologist(accounts: Accounts, person: Person) -> None:
    if person.role == METHODOLOGIST and _count_methodologists(accounts) == 1:
        raise AccountError(say("{name} is the last methodologist: make somebody else one first.", name=person.name))


def _count_methodologists(accounts: Accounts) -> int:
    sql = "SELECT count(*) FROM people WHERE role = ? AND removed_at IS NULL"
    return int(accounts.db.execute(sql, [METHODOLOGIST]).fetchone()[0])


def _read_hash(accounts: Accounts, name: str) -> str:
    return str(accounts.db.execute("SELECT password FROM people WHERE name = ?", [name]).fetchone()[0])


def _update(accounts: Accounts, name: str, **values: Any) -> None:
    changes = ", ".join(f"{column} = ?" for column in values)
    accounts.db.execute(f"UPDATE people SET {changes} WHERE name = ?", [*values.values(), name])  # noqa: S608  names are our own


def _end_sessions(accounts: Accounts, name: str) -> None:
    accounts.db.execute("DELETE FROM sessions WHERE person = (SELECT person FROM people WHERE name = ?)", [name])
