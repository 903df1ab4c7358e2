"""The report's figures are the publication's, and nothing else is in it."""

import base64
import hashlib
import itertools
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from aggregate import aggregate
from aggregate.charts.dots import draw_dots
from aggregate.comparison import compare
from aggregate.export import export
from aggregate.export.report.rendering import render_report
from aggregate.publication.collecting import collect_publication
from aggregate.publication.facts import Facts, Office
from aggregate.publication.records import Publication
from catalogue.messages import use_language
from store.decisions import replace_capabilities
from store.frame import write_enterprises, write_register
from store.opening import open_store
from store.records import Capability, Enterprise
from tests.aggregate.export.publications import FACTS, REGISTER, Shown, read_tables, write_estimated
from tests.aggregate.stores_of_cases import WAVE

SIZES = {"All sizes": "_T", "0–9": "S0T9", "10–49": "S10T49", "50–249": "S50T249", "250+": "S_GE250", "10+": "S_GE10", "Not known": "_U"}
LETTERS = {"c": "confidential", "u": "unreliable"}
EUROPEAN = "European scope"
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    with open_store(tmp_path_factory.mktemp("report") / "ecomstat.db") as store:
        write_estimated(store)
        return collect_publication(store, *WAVE, FACTS)


@pytest.fixture(scope="module")
def page(publication: Publication) -> str:
    return render_report(publication)


def find_row(table: pd.DataFrame, shown: Shown) -> pd.DataFrame:
    """The publication's row that a cell speaks of, found by its words."""
    is_european = shown.block.startswith(EUROPEAN)
    codes = dict.fromkeys(("activity", "region", "urbanisation", "owner_sex", "other_dimension"), "_T")
    if shown.block == "By activity" or is_european:
        codes["activity"] = shown.code or ("C10-S951_X_K" if is_european else "_U")
    elif shown.block:
        codes["region"] = "_U" if shown.name == "Unknown" else shown.name
    rows = table[table["population"].str.contains("C to S95.1") == is_european]
    for column, code in {**codes, "size_class": SIZES[shown.size], "indicator": shown.indicator}.items():
        rows = rows[rows[column] == code]
    return rows


def test_every_number_in_the_tables_is_the_publications(publication: Publication, page: str) -> None:
    table = publication.table[(publication.table["measure"] == "share") & (publication.table["method"] == "post_stratified")]
    cells = list(read_tables(page))
    assert len(cells) > 60
    told = 0
    for shown in cells:
        rows = find_row(table, shown)
        assert len(rows) == (0 if shown.figure in ("", "–") else 1), shown
        if rows.empty:
            continue
        row = rows.iloc[0]
        told += 1
        assert row["suppressed"] == LETTERS.get(shown.figure, ""), shown
        if not row["suppressed"]:
            assert shown.figure == f"{100 * row['value']:.1f}", shown
            assert shown.margin == f"±{100 * row['half_width']:.1f}", shown
            assert ("e" in shown.flags) == (row["quality"] == "E"), shown
    divisions = table["activity"].str.isdigit()
    assert told == (~divisions & ((table["activity"] == "_T") | (table["region"] == "_T"))).sum()


def test_headlines_say_the_national_figure_with_its_interval(publication: Publication, page: str) -> None:
    rows = publication.table[
        (publication.table["method"] == "post_stratified") & (publication.table["population"] == "registered enterprises")
    ]
    national = rows[(rows[["activity", "size_class", "region"]] == "_T").all(axis=1)].set_index("measure")
    share, count = national.loc["share"], national.loc["count"]
    first, second = [p.get_text() for p in BeautifulSoup(page, "lxml").select(".card p:not(.figure)")][:2]
    low, high = (f"{100 * share[name]:.0f}" for name in ("ci_low", "ci_high"))
    doing = "take orders, reservations or bookings on their website"
    assert first == f"{100 * share['value']:.0f} in 100 registered enterprises {doing} (95 % interval {low} to {high})."
    assert second.startswith(f"That is about {count['value']:.0f} of 2,000 enterprises")


def test_a_hidden_figure_stands_nowhere_in_the_report(publication: Publication) -> None:
    """With every national figure hidden, what was in its place is gone from sentences, charts and tables."""
    whole = (publication.table[["activity", "size_class", "region"]] == "_T").all(axis=1)
    before = publication.table.loc[whole & (publication.table["measure"] == "share"), "value"].iloc[0]
    hidden = publication.table.copy()
    hidden.loc[whole, ["value", "standard_error", "ci_low", "ci_high", "half_width", "n_frame"]] = float("nan")
    hidden.loc[whole, "suppressed"] = "confidential"
    page = render_report(replace(publication, table=hidden))
    assert f"{100 * before:.1f}" in render_report(publication)
    headline = BeautifulSoup(page, "lxml").select_one(".card")
    assert headline
    assert "too few enterprises" in headline.get_text()
    assert not re.search(r"\d", headline.get_text())
    assert not re.search(rf"[^\d]{100 * before:.1f}\s?%", page)


def test_the_cover_says_of_whom_by_whom_and_that_it_is_a_draft(page: str) -> None:
    cover = BeautifulSoup(page, "lxml").select_one("header.cover")
    assert cover
    for words in ("DRAFT: not released", "Office of Statistics", "active enterprises", "30 June 2026", "2,000 enterprises", "25 %"):
        assert words in cover.get_text().replace("\N{NO-BREAK SPACE}", " "), words
    assert "DRAFT" in BeautifulSoup(page, "lxml").title.get_text()  # type: ignore[union-attr]
    assert 'content: "DRAFT"' in page, "on each printed page"


def test_nothing_is_loaded_and_nothing_can_run(page: str) -> None:
    soup = BeautifulSoup(page, "lxml")
    assert not soup.find_all(["script", "link", "img", "iframe", "object", "embed", "form", "base"])
    targets = {value for tag in soup.find_all(True) for name, value in tag.attrs.items() if name in ("href", "src", "xlink:href")}
    assert {target for target in targets if not target.startswith("#")} == {"https://office.example/ecommerce"}
    assert not [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on") or name == "style"]
    style = soup.style.get_text()  # type: ignore[union-attr]
    assert "url(" not in style
    assert "@import" not in style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]  # type: ignore[index]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_ids_are_there_once_and_every_link_inside_has_its_target(page: str) -> None:
    soup = BeautifulSoup(page, "lxml")
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    named = {name for tag in soup.select("[aria-labelledby]") for name in str(tag["aria-labelledby"]).split()}
    targets = {str(tag["href"])[1:] for tag in soup.select('a[href^="#"]')}
    assert named | targets <= set(ids)
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert all(level - before <= 1 for before, level in itertools.pairwise(levels))


def test_every_chart_has_its_figures_as_a_table(page: str) -> None:
    figures = BeautifulSoup(page, "lxml").find_all("figure")
    assert len([figure for figure in figures if figure.svg]) >= 3
    for figure in figures:
        assert figure.find("caption")
        assert len(figure.select("details tbody th[scope=row]")) >= len(figure.select("svg title")) > 0


def test_what_a_register_and_an_office_write_is_text_and_nothing_else(tmp_path: Path) -> None:
    office = Office(name=f"Office {HOSTILE}", contact="javascript:alert(3)", email='"><b>x</b>')
    with open_store(tmp_path / "ecomstat.db") as store:
        write_enterprises(store, (Enterprise(*WAVE, f"e{i}", region=f"R{i % 2} {HOSTILE}", section="G") for i in range(120)))
        replace_capabilities(store, *WAVE, (Capability(f"e{i}", "chat", "yes" if i % 3 else "no", None, HOSTILE) for i in range(120)))
        write_register(store, replace(REGISTER, scope=f"</style>{HOSTILE}"))
        aggregate(store, *WAVE)
        page = render_report(collect_publication(store, *WAVE, Facts(office=office, licence=HOSTILE)))
    soup = BeautifulSoup(page, "lxml")
    assert not soup.find_all(["script", "img", "b"], string=re.compile("alert|x"))
    assert not soup.select("[onerror]")
    assert not soup.select('a[href]:not([href^="#"])')
    assert f"Office {HOSTILE}" in soup.get_text()
    assert any(f"R0 {HOSTILE}" in cell.get_text() for cell in soup.select("article.indicator th"))
    assert f"</style>{HOSTILE}" in soup.select_one("header.cover").get_text()  # type: ignore[union-attr]


def test_the_same_store_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path / "ecomstat.db") as store:
        write_estimated(store)
        (first,) = export(store, *WAVE, tmp_path / "a", ["html"], facts=FACTS)
        monkeypatch.setattr("aggregate.export.report.pictures.draw_dots", draw_dots.__wrapped__)  # type: ignore[attr-defined]
        (second,) = export(store, *WAVE, tmp_path / "b", ["html"], facts=FACTS)
    assert first.name == "ecomstat-XD-2026.html"
    assert first.read_bytes() == second.read_bytes()


def test_the_report_is_in_french_with_its_numbers_and_dates(publication: Publication) -> None:
    use_language("fr")
    try:
        soup = BeautifulSoup(render_report(publication), "lxml")
    finally:
        use_language(None)
    assert soup.html
    assert (soup.html["lang"], soup.html["dir"]) == ("fr", "ltr")
    text = soup.get_text().replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    for words in ("PROJET", "30 juin 2026", "2 000 entreprises", "25 % de", "entreprises enregistrées sur 100 prennent des commandes"):
        assert words in text, words


def test_without_labels_bounds_are_told_and_no_estimate(tmp_path: Path) -> None:
    with open_store(tmp_path / "ecomstat.db") as store:
        write_enterprises(store, (Enterprise(*WAVE, f"e{i}", section="G", size_class="S0T9", site=f"e{i}.example") for i in range(200)))
        answers = ("yes", "no", "unknown", "unknown")
        replace_capabilities(store, *WAVE, (Capability(f"e{i}", "chat", answers[i % 4], None, "m") for i in range(200)))
        aggregate(store, *WAVE)
        page = render_report(collect_publication(store, *WAVE))
    card = BeautifulSoup(page, "lxml").select_one(".card")
    assert card
    assert "Between 25 and 75 in 100 registered enterprises offer a chat" in card.get_text()
    (whole,) = [shown for shown in read_tables(page) if not shown.block and shown.size == "All sizes"]
    assert (whole.figure, whole.margin) == ("25.0–75.0", "")


def test_official_figures_stand_beside_ours_with_what_differs(tmp_path: Path) -> None:
    official = tmp_path / "official.csv"
    official.write_text("indic_is,percent,se\nE_WEBORD,30,2\nE_AWSELL,12,1\n", encoding="utf-8")
    with open_store(tmp_path / "ecomstat.db") as store:
        write_estimated(store)
        beside = replace(collect_publication(store, *WAVE), comparison=compare(store, *WAVE, official))
    rows = BeautifulSoup(render_report(beside), "lxml").select("section[aria-labelledby=official] tbody tr")
    texts = [row.get_text(" ", strip=True).replace("\N{NO-BREAK SPACE}", " ") for row in rows]
    assert len(texts) == 4  # two figures, then two pairs of definitions
    assert texts[2].startswith("E_WEBORD Ordering on the website The same by definition")
    assert "calendar year before the survey" in texts[3]
    assert "30.0 % (±3.9)" in texts[0]
    assert "differs" in texts[0]
    assert "measures something else" in texts[1]
    assert "near to E_AWSELL" in texts[1]
