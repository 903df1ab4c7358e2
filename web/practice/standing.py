"""How far somebody is with practice, and whether audits are open to them."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.practice import load_practice
from store.accounts import Accounts, PracticeResult, read_practice, read_waivers

ENOUGH = 0.9
"""Share of answers as checked that opens audits."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody's practice: the newest result of each case {code: result}, and who waived practice for them ('' for nobody)."""

    results: dict[str, PracticeResult]
    waived_by: str = ""

    @property
    def done(self) -> int:
        """How many cases."""
        return len(self.results)

    @property
    def agreement(self) -> float | None:
        """The share of answers as checked, in the cases done; None before the first."""
        questions = sum(result.questions for result in self.results.values())
        return sum(result.agreed for result in self.results.values()) / questions if questions else None

    @property
    def passed(self) -> bool:
        """Whether all cases are done with enough agreement."""
        return self.done == len(load_practice()) and (self.agreement or 0) >= ENOUGH

    @property
    def opens_audits(self) -> bool:
        """Whether this person may answer audits."""
        return self.passed or bool(self.waived_by)


def describe_standing(results: Iterable[PracticeResult], waived_by: str = "") -> Standing:
    """The standing that follows from results, oldest first; those of cases that are no longer there do not count."""
    known = {case.code for case in load_practice().values()}
    return Standing({result.case: result for result in results if result.case in known}, waived_by)


def read_standing(accounts: Accounts, name: str) -> Standing:
    """Somebody's standing."""
    waived = next((waiver.given_by for waiver in read_waivers(accounts) if waiver.name == name), "")
    return describe_standing(read_practice(accounts, name), waived)
