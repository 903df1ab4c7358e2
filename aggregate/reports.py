"""What aggregation did, for the command line and for tests."""

from dataclasses import dataclass
from typing import Any

from catalogue.messages import say, say_count


@dataclass(frozen=True, slots=True)
class AggregateReport:
    """How many estimates of which indicators; `labelled` maps an indicator to its number of labels; `suppressed` counts by kind."""

    country: str
    wave: str
    estimates: int
    indicators: tuple[str, ...]
    labelled: dict[str, int]
    suppressed: dict[str, int]
    notes: tuple[str, ...]

    @property
    def counts(self) -> dict[str, Any]:
        """For `runs`."""
        return {
            "estimates": self.estimates,
            "indicators": len(self.indicators),
            "labelled": self.labelled,
            "suppressed": self.suppressed,
            "notes": list(self.notes),
        }

    @property
    def sentence(self) -> str:
        """One line that says what was done."""
        hidden = sum(n for kind, n in self.suppressed.items() if kind != "none")
        if self.labelled:
            how = say_count("{count} indicator with margins", "{count} indicators with margins", len(self.labelled))
        else:
            how = say("none with a margin: label a sample for that")
        return say(
            "Estimated {estimates} figures of {indicators} indicators for {country} {wave} ({how}); {hidden} figures are not shown.",
            estimates=self.estimates,
            indicators=len(self.indicators),
            country=self.country,
            wave=self.wave,
            how=how,
            hidden=hidden,
        )
