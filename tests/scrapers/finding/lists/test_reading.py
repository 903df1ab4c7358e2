"""Lists of every form are recognised and read; damaged and hostile ones end in a sentence or are counted line by line."""

import bz2
import gzip
import lzma
import sys
from pathlib import Path

import pytest

from catalogue.errors import FindError
from catalogue.profiles import load_profile
from scrapers.finding.lists.entries import ListEntry, ListFile, read_list_argument
from scrapers.finding.lists.reading import OpenedList, open_list

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ZONE = """$ORIGIN ke.
$TTL 3600
@ IN SOA ns.ke. host.ke. (
 1 2 3
 4 5 )
mara.co 3600 IN NS ns1.mara.co
  IN NS ns2.mara.co
lodge.co.ke. IN A 192.0.2.1
*.wild.co IN A 192.0.2.1
_dmarc.mail.co IN TXT "v"
0p9mhav.co 1 IN NSEC3 1 1 1 AB
"""
DELEGATIONS = "mara.com.\t172800\tin\tns\tns1.host.com.\nmara.com.\t172800\tin\tns\tns2.host.com.\nlodge.com.\t1\tin\tns\tns.host.com.\n"
HOSTS = "# a list\nwww.mara.co.ke\nmara.co.ke\nhttps://lodge.com/x?y=1\n127.0.0.1 tracker.example.net\nno host here\nSAVANNA.CO.KE.\n"
RANKS = "#hc_pos\t#hc_val\t#pr_pos\t#pr_val\t#host_rev\t#n_hosts\n1\t3.2e7\t1\t0.1\tcom.lodge\t10\n2\t1.0\t3\t0.2\tke.co.mara\t5\n"
VERTICES = "0\tcom.lodge\n1\tcom.lodge.www\n2\tke.co.mara.booking\n"
REVERSED = "com.lodge\ncom.lodge.www\nke.co.mara\n"
RANKING = "1,lodge.com\n2,mara.co.ke\n3,savanna.org\n"
RANKING_WITH_HEADER = '"Rank","Domain","Score"\n"1","lodge.com","10.0"\n"2","mara.co.ke","9.9"\n'
ORIGINS = "origin,rank\nhttps://www.lodge.com,1000\nhttps://mara.co.ke,5000\n"


def read(path: Path, form: str | None = None, country: str = "KE", **columns: str) -> tuple[OpenedList, list[ListEntry]]:
    opened = open_list(ListFile(path, form, columns), load_profile(country))
    return opened, list(opened.read_entries())


def write(folder: Path, text: str | bytes, name: str = "a.list") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


@pytest.mark.parametrize(
    ("text", "form", "sites"),
    [
        (ZONE, "zone", ["mara.co.ke", "lodge.co.ke"]),
        (DELEGATIONS, "zone", ["mara.com", "lodge.com"]),
        (HOSTS, "hosts", ["mara.co.ke", "lodge.com", "example.net", "savanna.co.ke"]),
        (RANKS, "commoncrawl", ["lodge.com", "mara.co.ke"]),
        (VERTICES, "commoncrawl", ["lodge.com", "mara.co.ke"]),
        (REVERSED, "commoncrawl", ["lodge.com", "mara.co.ke"]),
        (RANKING, "ranking", ["lodge.com", "mara.co.ke", "savanna.org"]),
        (RANKING_WITH_HEADER, "ranking", ["lodge.com", "mara.co.ke"]),
        (ORIGINS, "ranking", ["lodge.com", "mara.co.ke"]),
    ],
)
def test_lists_of_hosts_are_recognised_and_read(tmp_path: Path, text: str, form: str, sites: list[str]) -> None:
    opened, entries = read(write(tmp_path, text))
    assert opened.form == form
    assert [entry.site for entry in entries] == sites
    assert all(entry.name is None for entry in entries)


def test_a_directory_gives_names_places_and_numbers(tmp_path: Path) -> None:
    text = "Business Name;Web site;Town;Phone;KRA PIN\nMara Lodge;www.mara.co.ke;Narok;020 712 3456;P051\nNo Site;;Nairobi;;\n"
    opened, entries = read(write(tmp_path, text))
    assert opened.form == "directory"
    assert entries == [ListEntry("mara.co.ke", "Mara Lodge", "Narok", None, "020 712 3456", "P051")]
    assert opened.counts.skipped == 1


def test_columns_of_openstreetmap_and_wikidata_are_known(tmp_path: Path) -> None:
    osm, found = read(write(tmp_path, "@id,name,contact:website,addr:city\n1,Mara Lodge,https://mara.co.ke,Narok\n"))
    assert (osm.form, found[0].site, found[0].place) == ("osm", "mara.co.ke", "Narok")
    wikidata, found = read(write(tmp_path, "item,itemLabel,website\nQ1,Mara Lodge,https://mara.co.ke/\n"))
    assert (wikidata.form, found[0].name) == ("wikidata", "Mara Lodge")


def test_columns_can_be_named_where_nobody_knows_them(tmp_path: Path) -> None:
    path = write(tmp_path, "Zyx,Uvw\nMara Lodge,mara.co.ke\n")
    with pytest.raises(FindError, match="FORM"):
        read(path)
    assert [entry.site for entry in read(path, "directory", name="Zyx", url="Uvw")[1]] == ["mara.co.ke"]


def test_a_directory_in_another_encoding_keeps_its_letters(tmp_path: Path) -> None:
    text = "nom,site web\nHôtel Société Générale,www.hotel.sn\n".encode("cp1252")
    assert read(write(tmp_path, text), country="SN")[1][0].name == "Hôtel Société Générale"


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstd.compress])
def test_packed_lists_are_read_whatever_their_name(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    assert [entry.site for entry in read(write(tmp_path, pack(RANKING.encode()), "list.txt"))[1]] == [
        "lodge.com",
        "mara.co.ke",
        "savanna.org",
    ]


def test_hosts_of_many_businesses_keep_what_names_the_business(tmp_path: Path) -> None:
    text = "mara.myshopify.com\nwww.facebook.com\nlodge.blogspot.com\nmara.co.ke\nco.ke\nlocalhost\n"
    opened, entries = read(write(tmp_path, text), "hosts")
    assert [entry.site for entry in entries] == ["mara.myshopify.com", "lodge.blogspot.com", "mara.co.ke"]
    assert opened.counts.skipped == 1  # facebook.com is nobody's page
    assert opened.counts.bad == 2


def test_international_hosts_are_one_in_either_spelling(tmp_path: Path) -> None:
    _, entries = read(write(tmp_path, "пример.рф\nxn--e1afmkfd.xn--p1ai\n"), "hosts")
    assert [entry.site for entry in entries] == ["xn--e1afmkfd.xn--p1ai"]


def test_bad_lines_are_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    text = b"mara.co.ke\n" + b"a" * 300_000 + b"\n\xff\xfe\x00\x01\nlodge.com\n-.com\n"
    opened, entries = read(write(tmp_path, text), "hosts")
    assert [entry.site for entry in entries] == ["mara.co.ke", "lodge.com"]
    assert (opened.counts.lines, opened.counts.bad) == (5, 3)


def test_a_quotation_mark_never_closed_costs_rows_but_no_more(tmp_path: Path) -> None:
    rows = "".join(f"Shop {n},shop{n}.co.ke\n" for n in range(60_000))
    opened, entries = read(write(tmp_path, f'name,website\nMara,mara.co.ke\nBad,"bad.co.ke\n{rows}'))
    assert entries[0].site == "mara.co.ke"
    assert opened.counts.bad >= 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (gzip.compress(RANKING.encode() * 5000, mtime=0)[:-20], "damaged after line"),
        (gzip.compress(b"", mtime=0)[:5], "damaged"),
        (b"", "empty"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "FORM"),
        (b"Dear reader,\nthis is a letter.\nYours\n", "FORM"),
    ],
)
def test_what_is_no_list_is_told_in_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(FindError, match=words):
        read(write(tmp_path, content))


def test_a_table_without_a_column_of_websites_says_how_to_name_it(tmp_path: Path) -> None:
    with pytest.raises(FindError, match="url=COLUMN"):
        read(write(tmp_path, "name,city\nMara,Narok\n"), "directory")


def test_a_list_is_named_with_its_form_and_columns(tmp_path: Path) -> None:
    path = write(tmp_path, HOSTS, "a:b.txt")
    assert read_list_argument(str(path)) == ListFile(path)
    assert read_list_argument(f"{path}:zone") == ListFile(path, "zone")
    assert read_list_argument(f"{path}:directory:name=Firm,url=Web site") == ListFile(
        path, "directory", {"name": "Firm", "url": "Web site"}
    )
    for wrong, words in ((f"{path}:excel", "no form"), (f"{path}.gone", "no list"), (f"{path}:directory:name=", "names no column")):
        with pytest.raises(FindError, match=words):
            read_list_argument(wrong)
