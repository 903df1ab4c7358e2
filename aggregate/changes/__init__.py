"""Change of shares between two waves, with margins that know which enterprises were labelled in both."""

from aggregate.changes.changing import ChangeReport, check_since, estimate_changes

__all__ = ["ChangeReport", "check_since", "estimate_changes"]
