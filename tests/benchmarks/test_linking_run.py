"""The whole benchmark on four invented shops: real register, archive, comparisons and decisions."""

import csv
from pathlib import Path

from benchmarks.linking.cases import load_folder
from benchmarks.linking.scoring import RIGHT
from benchmarks.links import find_failures, run
from tests.scrapers.archives.warcs import record, write_warc

SHOPS = {
    "bluekettle": "Blue Kettle Teahouse",
    "hillsaddle": "Hillside Saddlery",
    "ropeworks": "Harbour Ropeworks",
    "quarrystone": "Quarrystone Masons",
}


def page(name: str) -> str:
    said = f"<h1>{name}</h1><p>{name} has served the town from its own workshop for many years and is glad to see visitors.</p>"
    return f"<!doctype html><html lang=en><title>{name}</title>{said}<footer>© 2026 {name}</footer></html>"


def write_folder(folder: Path) -> Path:
    hosts = {f"{host}.com": name for host, name in SHOPS.items()}
    write_warc(folder / "sites-dev.warc.gz", *(record(f"http://{host}/", page(name)) for host, name in hosts.items()))
    labels = [{"host": host, "split": "dev", "status": "ok"} for host in hosts]
    units = [{"enterprise_id": str(i), "name": name, "url": f"http://{host}/"} for i, (host, name) in enumerate(hosts.items())]
    for file, rows in (("sites.csv", labels), ("register.csv", units)):
        with (folder / file).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
    return folder


def test_the_chain_gives_each_its_own_site_and_nothing_to_whom_it_was_withheld_from(tmp_path: Path) -> None:
    folder = load_folder(write_folder(tmp_path))
    answers = run(tmp_path / "links.db", [folder], None, 2, ["all facts", "name only"])
    for found in answers.values():
        assert [len([a for a in found[start : start + 4] if not a.present]) for start in (0, 4)] == [1, 1]
        assert {a.outcome for a in found} == {RIGHT}
        assert all(a.links for a in found if a.present)
    assert find_failures(answers["all facts"], tmp_path.name) == []
