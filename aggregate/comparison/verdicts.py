"""What comes of comparing two figures: the verdicts and their words."""

from catalogue.messages import say

AGREES, DIFFERS, UNSURE, OTHER_CONCEPT, WITHIN, OUTSIDE, HIDDEN, NONE = (
    *("agrees", "differs", "differs_if_exact", "not_comparable", "within_bounds", "outside_bounds", "not_shown", "no_counterpart"),
)


def name_verdict(verdict: str) -> str:
    """A verdict of the comparison in words."""
    return {
        AGREES: say("no difference beyond chance"),
        DIFFERS: say("differs"),
        UNSURE: say("differs, unless theirs has an error that nobody stated"),
        OTHER_CONCEPT: say("measures something else"),
        WITHIN: say("within our bounds"),
        OUTSIDE: say("outside of our bounds"),
        HIDDEN: say("ours is not shown"),
        NONE: say("nothing to compare"),
    }[verdict]
