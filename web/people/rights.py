"""What somebody may see now, as far as it depends on more than their role; and roles in words."""

from catalogue.messages import say
from store.accounts import ADJUDICATOR, METHODOLOGIST, REVIEWER, VIEWER, Person
from store.reviewing import read_queues
from store.reviewing.choosing import read_unopened
from store.reviewing.records import AUDIT
from web.stores import Stores


def sees_figures(person: Person, stores: Stores) -> bool:
    """Whether somebody may see tables and dashboards now. Reads the store."""
    return person.role in {VIEWER, METHODOLOGIST} or not has_open_audit(stores)


def has_open_audit(stores: Stores) -> bool:
    """Whether the store has a drawn sample whose review is not closed, or not even begun."""
    if not stores.path.exists():
        return False
    with stores.using() as store:
        is_open = any(queue.purpose == AUDIT and queue.closed_at is None for queue in read_queues(store))
        return is_open or bool(read_unopened(store))


def name_role(role: str) -> str:
    """The role in the reader's language."""
    return {
        REVIEWER: say("reviewer"),
        ADJUDICATOR: say("adjudicator"),
        VIEWER: say("viewer"),
        METHODOLOGIST: say("methodologist"),
    }[role]
