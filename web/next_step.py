"""What to do next, from what a wave holds."""

from dataclasses import dataclass

from catalogue.messages import say, say_count
from catalogue.numbers import write_number
from web.contents import WaveContents


@dataclass(frozen=True, slots=True)
class NextStep:
    """Why something is done now, and what: a command to type, or a page to open by a button with these words."""

    command: str
    reason: str
    path: str = ""
    button: str = ""


def find_next_step(wave: WaveContents | None) -> NextStep:
    """What to do next with a wave; with an empty store where it is None."""
    if wave is None:
        return NextStep(
            "ecomstat frame COUNTRY register.csv", say("The store is empty: load a business register, or try `ecomstat demo` first.")
        )
    return next(step for applies, step in _steps(wave) if applies)


def _steps(wave: WaveContents) -> list[tuple[bool, NextStep]]:
    """The way through a wave; the first step that applies is the next one."""
    rows, country = wave.rows, wave.country
    return [
        (
            not rows["websites"],
            _step("frame", country, "register.csv", say("No enterprise of the register has a website to visit: load one with addresses.")),
        ),
        (wave.untried > 0, _step("crawl", country, "", _say_untried(wave.untried))),
        (not rows["capabilities"], _step("classify", country, "", say("Pages are read: decide what the websites offer."))),
        (not rows["samples"], _step("sample", country, "--size 400", say("Draw whom to review, so that estimates get margins."))),
        (not rows["labels"], NextStep("", say("A sample is drawn: people now look at its enterprises."), "/review", say("Review"))),
        (not rows["estimates"], _step("aggregate", country, "", say("Answers are there: make estimates of them."))),
        (True, _step("export", country, "--to tables --format csv,xlsx", say("Estimates are ready: write the tables."))),
    ]


def _step(command: str, country: str, rest: str, reason: str) -> NextStep:
    return NextStep(f"ecomstat {command} {country} {rest}".rstrip(), reason)


def _say_untried(count: int) -> str:
    return say_count("{count} website was not visited yet.", "{count} websites were not visited yet.", count, count=write_number(count))
