"""How right the decisions are on invented websites with a reader's labels: `python -m benchmarks.gold [NAME ...]`.

Reads the pages of `tests/gold/sites/` as the chain does (read_page, conclude_site, decide_capabilities), without store or network; prints a
line a capability and what went wrong with the evidence that counted most. NAME: only these websites, with all their answers.
"""

import argparse
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.profiles import load_profile
from classify import Decision, decide_capabilities
from classify.models import load_models
from classify.scores import Counts
from scrapers.signals import FetchedPage, PageReading, conclude_site, read_page
from store.records import Website

SITES = Path(__file__).parents[1] / "tests" / "gold" / "sites"
SEEN_AT = "2026-11-22T00:00:00Z"


@dataclass(frozen=True, slots=True)
class GoldSite:
    """An invented website: its pages with the home page first, and the capabilities that a reader finds, or cannot tell."""

    name: str
    host: str
    country: str
    languages: tuple[str, ...]
    kind: str
    status: str
    why: str
    yes: frozenset[str]
    unclear: frozenset[str]
    pages: tuple[FetchedPage, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader and what the rules say of one capability of one website; `is_right` leaves unread websites unanswered."""

    site: GoldSite
    capability: str
    label: str
    decision: Decision

    @property
    def is_right(self) -> bool:
        if self.site.status != "ok":
            return self.decision.answer != "yes"
        return self.decision.answer == self.label

    def __str__(self) -> str:
        shown = "; ".join(f"{r.name} {r.weight:+.1f} “{r.words[:60]}” {r.page.partition('.example')[2]}" for r in self.decision.reasons[:4])
        probability = "" if self.decision.probability is None else f" ({self.decision.probability:.2f})"
        return f"{self.site.name}: {self.capability} is {self.label}, decided {self.decision.answer}{probability}: {shown or 'no evidence'}"


@cache
def load_sites() -> tuple[GoldSite, ...]:
    """All invented websites, in the order of their names."""
    return tuple(_load_site(path) for path in sorted(SITES.glob("*.toml")))


def read_site(site: GoldSite) -> list[PageReading]:
    """The readings of its pages, as with the register of its country."""
    profile = load_profile(site.country)
    return [read_page(page, profile) for page in site.pages]


def decide_site(site: GoldSite) -> list[Answer]:
    """The answers for every capability that pages show and a reader can tell."""
    start = f"https://{site.host}/"
    outcome = conclude_site(start, read_site(site))
    website = Website(
        site.country, "2026", site.host, site.host, start_url=start, status=outcome.status, reason=outcome.reason,
        final_url=outcome.final_url, languages=outcome.languages, platform=outcome.platform, page_count=len(site.pages),
    )  # fmt: skip
    decisions = {d.capability: d for d in decide_capabilities(website, outcome.signals)}
    judged = [capability for capability in load_models() if capability not in site.unclear]
    return [Answer(site, c, "yes" if c in site.yes else "no", decisions[c]) for c in judged]


@cache
def decide_all() -> tuple[Answer, ...]:
    """The answers for all invented websites."""
    return tuple(answer for site in load_sites() for answer in decide_site(site))


def count_answers(answers: Iterable[Answer]) -> Mapping[str, Counts]:
    """{capability: counts}; the answer `unknown` of a website that is nobody's counts as a right no."""
    cells: dict[str, dict[str, int]] = {}
    for answer in answers:
        counts = cells.setdefault(answer.capability, dict.fromkeys(Counts.__dataclass_fields__, 0))
        counts[_name_cell(answer)] += 1
    return {capability: Counts(**counts) for capability, counts in cells.items()}


def find_f1(counts: Counts) -> float:
    """F1 of the positives, an undecided one counted as missed; 1 where there is neither a positive nor a false find."""
    wrong = counts.fp + counts.fn + counts.unknown_yes
    return 2 * counts.tp / (2 * counts.tp + wrong) if counts.tp or wrong else 1.0


def _name_cell(answer: Answer) -> str:
    if answer.is_right:
        return "tp" if answer.label == "yes" else "tn"
    if answer.decision.answer == "unknown":
        return f"unknown_{answer.label}"
    return "fp" if answer.label == "no" else "fn"


def _load_site(path: Path) -> GoldSite:
    row = tomllib.loads(path.read_text(encoding="utf-8"))
    return GoldSite(
        path.stem, row["host"], row["country"], tuple(row["languages"]), row["kind"], row.get("status", "ok"), row["why"],
        frozenset(row["yes"]), frozenset(row.get("unclear", ())), tuple(_build_pages(row)),
    )  # fmt: skip


def _build_pages(row: Mapping[str, object]) -> Iterator[FetchedPage]:
    layout, charset = str(row["layout"]), str(row.get("charset", "utf-8"))
    pages = row["page"]
    assert isinstance(pages, list)
    for page in pages:
        markup = layout.replace("{title}", page["title"]).replace("{body}", page["body"])
        url = f"https://{row['host']}{page['path']}"
        yield FetchedPage(url, 200, {"content-type": "text/html"}, markup.encode(charset), SEEN_AT)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the counts of each capability and the wrong answers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gold", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    names = parser.parse_args(arguments).names
    answers = [answer for answer in decide_all() if not names or answer.site.name in names]
    print(f"{'capability':22} {'tp':>3} {'fp':>3} {'fn':>3} {'tn':>3} {'?yes':>4} {'?no':>4}   F1")
    for capability, c in count_answers(answers).items():
        print(f"{capability:22} {c.tp:3} {c.fp:3} {c.fn:3} {c.tn:3} {c.unknown_yes:4} {c.unknown_no:4}  {find_f1(c):.2f}")
    for answer in answers:
        if names or not answer.is_right:
            print(answer)


if __name__ == "__main__":
    main()
