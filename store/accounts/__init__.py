"""Accounts: who may log in, their sessions, and what they looked at; a file of its own beside the store."""

from store.accounts.attempts import begin_attempt, forgive_attempt
from store.accounts.devices import is_known_device, make_device
from store.accounts.looks import read_looks, record_look
from store.accounts.names import check_name
from store.accounts.opening import Accounts, accounts_path, open_accounts
from store.accounts.passwords import check_password
from store.accounts.people import (
    add_first,
    add_person,
    change_language,
    change_password,
    change_role,
    find_person,
    has_methodologist,
    identify_person,
    load_person,
    read_people,
    remove_person,
)
from store.accounts.practice import read_practice, read_waivers, record_practice, waive_practice
from store.accounts.records import ADJUDICATOR, METHODOLOGIST, REVIEWER, ROLES, VIEWER, Look, Person, PracticeResult, Waiver
from store.accounts.sessions import end_session, find_session, start_session

__all__ = [
    "ADJUDICATOR",
    "METHODOLOGIST",
    "REVIEWER",
    "ROLES",
    "VIEWER",
    "Accounts",
    "Look",
    "Person",
    "PracticeResult",
    "Waiver",
    "accounts_path",
    "add_first",
    "add_person",
    "begin_attempt",
    "change_language",
    "change_password",
    "change_role",
    "check_name",
    "check_password",
    "end_session",
    "find_person",
    "find_session",
    "forgive_attempt",
    "has_methodologist",
    "identify_person",
    "is_known_device",
    "load_person",
    "make_device",
    "open_accounts",
    "read_looks",
    "read_people",
    "read_practice",
    "read_waivers",
    "record_look",
    "record_practice",
    "remove_person",
    "start_session",
    "waive_practice",
]
