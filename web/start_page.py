"""The start page in words: every sentence and number that its template shows."""

from datetime import datetime
from typing import Any

from catalogue.messages import say, say_text
from catalogue.numbers import NO_VALUE, write_number, write_share
from catalogue.statuses import load_statuses
from store.records import Run
from web.contents import Contents, WaveContents
from web.dashboards.names import name_status, name_wave, place_indicator
from web.languages import write_moment
from web.main_figures import describe_figures, describe_name
from web.next_step import find_next_step

TABLES = "/tables/safe"
REGISTER = "/register/store"
STAGES = ("enterprises", "websites", "pages", "signals", "capabilities", "samples", "labels", "estimates")


def describe_start_page(
    store_name: str, contents: Contents, problem: str | None = None, *, shown: bool = True, units: bool = False, waits: bool = False
) -> dict[str, Any]:
    """All that the template needs; `problem` is the sentence of an error that kept the store from being read.

    `shown` is False for somebody who may not see figures yet, `units` True for somebody who may see single enterprises,
    `waits` True for somebody to whom the page shows work of their own, so that the way to the reviews is not shown twice.
    """
    first = contents.waves[0] if contents.waves else None
    step = find_next_step(first) if shown and not problem else None
    return {
        "words": _words(),
        "store": store_name,
        "problem": problem,
        "hidden": not shown,
        "units": units,
        "next": None if step and step.path and waits else step,
        "waves": [describe_wave(wave) for wave in contents.waves],
        "runs": [describe_run(run) for run in contents.runs],
        "tables": _table_links(units=units) if contents.waves or contents.runs else [],
    }


def describe_wave(wave: WaveContents) -> dict[str, Any]:
    """One wave's part of the page."""
    return {
        "title": name_wave(wave.country, wave.wave),
        "country": wave.country,
        "next": find_next_step(wave),
        "stages": [(_stage_names()[name], write_number(wave.rows[name]), wave.rows[name] > 0) for name in STAGES],
        "statuses": _describe_statuses(wave.statuses),
        "answers": [_describe_answers(key, wave.answers[key]) for key in sorted(wave.answers, key=place_indicator)],
        **describe_figures(wave.figures),
    }


def describe_run(run: Run) -> dict[str, Any]:
    """One line of the list of runs."""
    numbers = (
        f"{name} {write_number(value)}" for name, value in run.counts.items() if isinstance(value, int) and not isinstance(value, bool)
    )
    return {
        "command": run.command,
        "place": " ".join(part for part in (run.country, run.wave) if part),
        "started": write_moment(run.started),
        "lasted": _lasted(run),
        "outcome": {"done": say("done"), "failed": say("failed"), "running": say("running")}.get(run.outcome, say("interrupted")),
        "kind": run.outcome,
        "counts": ", ".join(numbers),
    }


def _describe_statuses(statuses: dict[str, int]) -> list[dict[str, Any]]:
    """Statuses with their meaning, their share and whether such websites can be judged."""
    total, known = sum(statuses.values()) or 1, load_statuses()
    return [
        {
            "status": name_status(status),
            "meaning": say_text(known[status].meaning) if status in known else "",
            "count": write_number(count),
            "percent": round(100 * count / total, 1),
            "share": write_share(count / total),
            "kind": "open" if status == "not_attempted" else "read" if status in known and known[status].read else "unread",
        }
        for status, count in statuses.items()
    ]


def _describe_answers(capability: str, counts: tuple[int, int, int]) -> dict[str, Any]:
    """One capability: numbers, and the widths of the three parts of its bar in percent."""
    unknown, no, yes = counts
    total = sum(counts) or 1
    return {
        **describe_name(capability),
        "numbers": [write_number(count) for count in (yes, no, unknown)],
        "bar": (round(100 * yes / total, 2), round(100 * no / total, 2), round(100 * unknown / total, 2)),
    }


def _lasted(run: Run) -> str:
    if run.ended is None:
        return NO_VALUE
    seconds = int((datetime.fromisoformat(run.ended) - datetime.fromisoformat(run.started)).total_seconds())
    return f"{seconds // 60} min {seconds % 60} s" if seconds >= 60 else f"{seconds} s"


def _stage_names() -> dict[str, str]:
    return {
        "enterprises": say("Enterprises"),
        "websites": say("Websites"),
        "pages": say("Pages"),
        "signals": say("Signals"),
        "capabilities": say("Decisions"),
        "samples": say("Sampled"),
        "labels": say("Labels"),
        "estimates": say("Estimates"),
    }


def _table_links(*, units: bool) -> list[tuple[str, str]]:
    return [
        (f"{TABLES}/estimates", say("Estimates")),
        (f"{TABLES}/released_estimates", say("Released estimates")),
        (f"{TABLES}/website_statuses", say("Website statuses")),
        (f"{TABLES}/runs", say("Runs")),
        (f"{TABLES}/indicators", say("What the indicators mean")),
        *([(REGISTER, say("Register"))] if units else []),
    ]


def _words() -> dict[str, str]:
    return {
        "title": say("ecomstat: what the store holds"),
        "heading": say("What the store holds"),
        "work": say("Your work"),
        "next": say("Next, type"),
        "next_step": say("Next step"),
        "tables": say("Browse tables:"),
        "tables_note": say("A read-only copy without anything of single enterprises; suppressed figures are empty."),
        "stages": say("From the register to estimates"),
        "figures": say("Main estimates, whole country"),
        "figures_note": say("Share of all enterprises of the frame, with the 95 % interval where labels were used."),
        "bounds_note": say(
            "No estimates from labels yet: each share lies between these bounds, as far as websites were classified rightly."
        ),
        "bounds": say("At least – at most"),
        "statuses": say("How websites ended"),
        "status": say("Status"),
        "meaning": say("Meaning"),
        "count": say("Websites"),
        "answers": say("What the classifier decided"),
        "answers_note": say("Numbers of enterprises, not corrected for errors: not for publication."),
        "capability": say("Capability"),
        "yes": say("yes"),
        "no": say("no"),
        "unknown": say("unknown"),
        "indicator": say("Indicator"),
        "share": say("Share"),
        "interval": say("95 % interval"),
        "method": say("How"),
        "runs": say("Newest runs"),
        "none": say("Nothing yet."),
        "command": say("Command"),
        "wave": say("Wave"),
        "started": say("Started (UTC)"),
        "lasted": say("Lasted"),
        "outcome": say("Outcome"),
        "counts": say("Counts"),
        "hidden": say("You review while an audit is open: what the machine found is shown to you afterwards, so that it cannot sway you."),
    }
