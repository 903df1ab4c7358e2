"""What was drawn and what it will be good for, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aggregate.sampling.planning import Margin, Plan
from catalogue.messages import say


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What was drawn: `strata` maps a stratum to (units in the frame, units drawn), `states` a state to units drawn.

    `added` counts the units of an extension, None where the sample is new; `plan` is what may be expected.
    """

    sample: str
    size: int
    frame_size: int
    strata: dict[str, tuple[int, int]]
    states: dict[str, int]
    warnings: tuple[str, ...]
    added: int | None
    plan: Plan

    @property
    def counts(self) -> dict[str, Any]:
        """For `runs`."""
        counts = {"sample": self.sample, "size": self.size, "frame": self.frame_size, "states": self.states}
        return {**counts, "warnings": list(self.warnings), **({} if self.added is None else {"added": self.added})}

    @property
    def sentence(self) -> str:
        """What was drawn, in a line; a warning on its own line."""
        states = ", ".join(f"{state} {count}" for state, count in self.states.items())
        facts = {"size": self.size, "frame_size": self.frame_size, "sample": self.sample, "states": states}
        if self.added is None:
            drawn = say("Drew {size} of {frame_size} enterprises as {sample} ({states}).", **facts)
        else:
            drawn = say(
                "Added {added} enterprises to {sample}, which now has {size} of {frame_size} ({states}). Those drawn before stay, and what"
                " was answered of them counts.",
                added=self.added,
                **facts,
            )
        return "\n".join([drawn, *self.warnings])


def describe_plan(plan: Plan) -> str:
    """The expected margins as lines: nationally, by state and by size class, and what more labels would buy."""
    lines = [say("Expected margins (95 %), if everybody drawn can be answered:"), *_list_margins(plan)]
    national = plan.margins[0]
    if plan.more:
        lines.append(
            say(
                "{more} more would make the national margin ±{after} points instead of ±{before}.",
                more=plan.more,
                after=_points(plan.with_more),
                before=_points(national),
            )
        )
    return "\n".join(lines)


def _list_margins(plan: Plan) -> Iterator[str]:
    names = {"_T": say("all"), "_U": say("size unknown")}
    for margin in plan.margins:
        yield say(
            "  {domain:14} {labels:>6} labels  share about {share:>5} %  ± {points:>5} points  CV {cv:>4} %",
            domain=names.get(margin.domain, margin.domain),
            labels=round(margin.labels),
            share=f"{100 * margin.share:.1f}",
            points=_points(margin),
            cv=f"{100 * margin.standard_error / margin.share:.0f}",
        )


def _points(margin: Margin) -> str:
    return f"{100 * margin.half_width:.1f}" if margin.half_width < 0.5 else ">50"
