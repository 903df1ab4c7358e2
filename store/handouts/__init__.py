"""Tasks handed out to a reviewer elsewhere: what goes into the bundle, who has what, and acts that come back."""

from store.handouts.bundles import BUNDLE, find_bundle, read_given_back, write_bundle
from store.handouts.handing import find_handout, hand_out, read_handed, read_handouts, recall
from store.handouts.records import GivenBack, Handed, Handout, TaskState
from store.handouts.returning import keep_state, note_joined, read_joined, take_over

__all__ = [
    "BUNDLE",
    "GivenBack",
    "Handed",
    "Handout",
    "TaskState",
    "find_bundle",
    "find_handout",
    "hand_out",
    "keep_state",
    "note_joined",
    "read_given_back",
    "read_handed",
    "read_handouts",
    "read_joined",
    "recall",
    "take_over",
    "write_bundle",
]
