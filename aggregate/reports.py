"""What aggregation did, for the command line and for tests."""

from dataclasses import dataclass
from typing import Any

from catalogue.messages import say, say_count


@dataclass(frozen=True, slots=True)
class AggregateReport:
    """How many estimates of which indicators; `labelled` maps an indicator to its number of labels; `suppressed` counts by kind.

    `warnings` say which figures do not fit one another or what one would expect (`coherence`).
    """

    country: str
    wave: str
    estimates: int
    indicators: tuple[str, ...]
    labelled: dict[str, int]
    suppressed: dict[str, int]
    notes: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, Any]:
        """For `runs`."""
        return {
            "estimates": self.estimates,
            "indicators": len(self.indicators),
            "labelled": self.labelled,
            "suppressed": self.suppressed,
            "notes": list(self.notes),
            "warnings": list(self.warnings),
        }

    @property
    def sentence(self) -> str:
        """One line that says what was done."""
        hidden = sum(n for kind, n in self.suppressed.items() if kind != "none")
        if self.labelled:
            margins = say("{count} of them with margins", count=len(self.labelled))
        else:
            margins = say("none with a margin: that needs a sample in which ten or more enterprises have the answer yes or no")
        return say(
            "{country} {wave}: estimated {indicators} ({margins}) in {estimates} figures; {hidden} are not shown, because too few"
            " enterprises stand behind them (they could be recognised) or because they are too uncertain.",
            country=self.country,
            wave=self.wave,
            indicators=say_count("{count} indicator", "{count} indicators", len(self.indicators)),
            margins=margins,
            estimates=self.estimates,
            hidden=hidden,
        )
