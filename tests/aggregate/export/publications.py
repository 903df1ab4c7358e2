"""Publications to write, and what to read a report with."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from aggregate import aggregate
from aggregate.publication.facts import Facts, Funnel, Office
from store.frame import write_register
from store.opening import Store
from store.records import Register
from store.runs import recording
from tests.aggregate.stores_of_cases import WAVE, write_case_frame, write_case_labels, write_case_sample

REGISTER = Register(*WAVE, "register.csv", "0", "2026-06-30", "active enterprises", "ISIC4", "enterprise", False, 2000, 2000, 0)
FACTS = Facts(
    office=Office(name="Office of Statistics", contact="https://office.example/ecommerce", email="web@office.example"),
    funnel=Funnel(registered=2000, linked=900, read=700, decided={"online_ordering": 650}, labelled={"online_ordering": 200}),
    employment_outside=0.25,
    licence="CC-BY-4.0",
)


def write_estimated(store: Store, register: Register = REGISTER) -> None:
    """The synthetic register of `cases/` with its labelled sample, estimated."""
    write_case_frame(store)
    write_register(store, register)
    write_case_sample(store)
    write_case_labels(store)
    with recording(store, "aggregate", {}, *WAVE) as counts:
        aggregate(store, *WAVE, run=counts["run"])


@dataclass(frozen=True)
class Shown:
    """A cell of an indicator's table as it is read: its block, row and column in words, and its parts."""

    indicator: str
    block: str
    code: str
    name: str
    size: str
    figure: str
    margin: str
    flags: str


def read_tables(page: str) -> Iterator[Shown]:
    """Every cell of every indicator's table of a report."""
    for article in BeautifulSoup(page, "lxml").select("article.indicator"):
        indicator = text_of(article.select_one("h3 code"))
        sizes = [text_of(cell) for cell in article.select("thead tr:last-child th")]
        for body in article.select("tbody"):
            block = text_of(body.select_one("tr.block"))
            for row in body.select("tr:not(.block)"):
                code = text_of(row.select_one("th b"))
                name = text_of(row.select_one("th")).removeprefix(code).strip()
                cells = row.select("td")
                assert len(cells) == len(sizes)
                for size, cell in zip(sizes, cells, strict=True):
                    parts = [text_of(cell.select_one(part)) for part in ("small", "sup")]
                    figure = text_of(cell).removesuffix("".join(parts))
                    yield Shown(indicator, block, code, name, size, figure, *parts)


def text_of(tag: Tag | None) -> str:
    """The text of an element; '' where there is none."""
    return tag.get_text().strip() if tag else ""
