"""A register loads: what is good is kept, what is bad is told."""

import json

from store.frame import find_register
from store.websites import read_websites

PLAIN = "id,name,url,isic,employees,region,country,colour\nE1,Acme,http://a-one.com/,4711,12,North,KE,red\nE2,Bolt,,6201,300,South,KE,\n"


def test_a_plain_register_is_stored_whole(frame):
    report = frame.load(PLAIN, reference_date="2026-01-31", scope="registered enterprises only")
    assert (report.read, report.loaded, report.new, report.updated, report.gone, report.rejected) == (2, 2, 2, 0, 0, 0)
    assert (report.classification, report.rejects_path, report.encoding, report.delimiter) == ("ISIC4", None, "utf-8", ",")
    acme, bolt = frame.units()["E1"], frame.units()["E2"]
    assert (acme.name, acme.url, acme.site, acme.activity, acme.section, acme.activity_classification) == (
        "Acme", "http://a-one.com/", "a-one.com", "4711", "G", "ISIC4",
    )  # fmt: skip
    assert (acme.persons_employed, acme.size_class, acme.region, acme.register_country) == (12.0, "S10T49", "North", "KE")
    assert (acme.urbanisation, acme.owner_sex, acme.unit_type, acme.frame_weight) == ("_U", "_U", "enterprise", 1.0)
    assert dict(acme.extra) == {"colour": "red"}
    assert (bolt.url, bolt.site, bolt.size_class, dict(bolt.extra)) == (None, None, "S_GE250", {})


def test_the_register_itself_is_noted(frame):
    frame.load(PLAIN, reference_date="2026-01-31", scope="registered enterprises only")
    register = find_register(frame.store, "XX", "2026")
    assert (register.file_name, register.reference_date, register.scope, register.is_sample) == (
        "register.csv", "2026-01-31", "registered enterprises only", False,
    )  # fmt: skip
    assert (register.rows_read, register.rows_loaded, register.rows_rejected, len(register.file_digest)) == (2, 2, 0, 64)


def test_sites_wait_to_be_visited_and_shared_hosts_keep_their_path(frame):
    text = "id,name,web\n1,A,www.a-one.com\n2,B,http://a-one.com/shop\n3,C,https://www.facebook.com/c.shop\n"
    report = frame.load(text)
    sites = {w.site: w for w in read_websites(frame.store, "XX", "2026")}
    assert report.websites == 2
    assert sites["a-one.com"].status == "not_attempted"
    assert {(w.kind, w.start_url) for w in sites.values()} == {
        ("own", "http://www.a-one.com"),
        ("social", "https://www.facebook.com/c.shop"),
    }


def test_loading_again_updates_and_never_doubles(frame):
    frame.load(PLAIN)
    report = frame.load(PLAIN.replace("Acme", "Acme Ltd").replace("E2,Bolt", "E3,Cole"))
    assert (report.loaded, report.new, report.updated, report.gone) == (2, 1, 1, 1)
    assert {k: e.name for k, e in frame.units().items()} == {"E1": "Acme Ltd", "E2": "Bolt", "E3": "Cole"}
    assert any("1 unit of an earlier loading is not in this file" in w for w in report.warnings)


def test_duplicate_and_missing_ids_are_rejected_and_the_first_is_kept(frame):
    report = frame.load("id,name\nE1,First\nE1,Second\n,Nobody\nE2,Other\n")
    assert (report.read, report.loaded, report.rejected) == (4, 2, 2)
    assert frame.units()["E1"].name == "First"
    assert "3,E1,id,E1,the same id as in row 2,not loaded" in frame.rejects()
    assert "4,,id,,the id is missing,not loaded" in frame.rejects()


def test_the_list_of_rejects_cannot_run_as_a_formula_and_goes_away_when_all_is_well(frame):
    frame.load("id,name,employees\n=1+1,A,-5\n=1+1,B,3\n")
    assert "'=1+1" in frame.rejects()
    assert ",=1" not in frame.rejects()
    assert "'-5" in frame.rejects()
    frame.load("id,name,employees\nE1,A,5\n")
    assert not (frame.folder / "register-rejected.csv").exists()


def test_a_folder_closed_to_writing_is_left_alone(frame):
    path = frame.write("id,name\nE1,A\nE1,B\n")
    frame.folder.chmod(0o555)
    try:
        report = frame.load(path)
    finally:
        frame.folder.chmod(0o755)
    assert report.rejects_path.parent == frame.store.path.parent
    assert list(frame.folder.iterdir()) == [path]


def test_rows_with_more_cells_than_columns_are_rejected_and_short_rows_filled(frame):
    report = frame.load("id,name,region\nE1,Acme, Ltd,North\nE2,Bolt\nE3,Cole,South,,\n")
    assert (report.loaded, report.rejected) == (2, 1)
    assert {k: e.region for k, e in frame.units().items()} == {"E2": None, "E3": "South"}
    assert "more cells than columns" in frame.rejects()


def test_bad_persons_employed_keep_the_row_without_the_number(frame):
    report = frame.load("id,name,employees\n1,A,-3\n2,B,many\n3,C,10-49\n4,D,n/a\n5,E,0\n6,F,9.5\n")
    assert report.rejected == 0
    got = {k: (e.persons_employed, e.size_class) for k, e in frame.units().items()}
    assert got == {"1": (None, "_U"), "2": (None, "_U"), "3": (None, "S10T49"), "4": (None, "_U"), "5": (0.0, "S0T9"), "6": (9.5, "S0T9")}
    assert "2,1,employees,'-3,fewer than no persons,loaded" in frame.rejects()
    assert "3,2,employees,many,not a number,loaded" in frame.rejects()
    assert "n/a" not in frame.rejects()


def test_the_size_class_counts_where_the_number_is_missing(frame):
    frame.load("id,name,employees,size class\n1,A,12,250+\n2,B,,250+\n3,C,,small\n4,D,,10+\n5,E,,\n")
    assert [e.size_class for e in frame.units().values()] == ["S10T49", "S_GE250", "S10T49", "_U", "_U"]


def test_unknown_activity_codes_keep_the_row_in_the_unknown_section(frame):
    report = frame.load("id,name,isic\n1,A,4711\n2,B,9999\n3,C,\n4,D,6201\n5,E,1071\n6,F,5510\n7,G,4719\n")
    assert report.activities == {"exact": 5, "unknown": 1, "missing": 1}
    assert (frame.units()["2"].activity, frame.units()["2"].section, frame.units()["2"].activity_source) == (None, "_U", "9999")
    assert (frame.units()["3"].activity_source, frame.units()["3"].activity_classification) == (None, None)
    assert any("9999" in w for w in report.warnings)


def test_letters_alone_are_rejected_unless_the_classification_is_stated(frame):
    text = "id,name,nace\n1,A,47.11\n2,B,K\n3,C,62.01\n"
    report = frame.load(text)
    assert (report.loaded, report.rejected) == (2, 1)
    assert "a letter alone means different things" in frame.rejects()
    for stated, section in (("NACE2", "K"), ("NACE Rev. 2.1", "J")):
        frame.load(text, classification=stated)
        assert frame.units()["2"].section == section


def test_a_national_file_beside_the_store_gives_the_activities(frame):
    (frame.store.path.parent / "activities-knbs.csv").write_text("code,isic\nRT,47\nHO,5510\n", encoding="utf-8")
    report = frame.load("id,name,activity\n1,A,RT\n2,B,HO\n3,C,ZZ\n", classification="KNBS")
    assert [(e.activity, e.section) for e in frame.units().values()] == [("47", "G"), ("5510", "I"), (None, "_U")]
    assert report.classification == "KNBS"


def test_lost_zeros_of_activities_are_put_back_only_where_the_column_shows_it(frame):
    report = frame.load("id,name,isic\n1,A,111\n2,B,4711\n3,C,1071\n")
    assert frame.units()["1"].activity == "0111"
    assert any("lost a leading zero" in w for w in report.warnings)


def test_regions_become_one_spelling(frame):
    report = frame.load("id,name,region\n1,A,Nairobi\n2,B,NAIROBI\n3,C, nairobi \n4,D,Nairobi\n5,E,Mombasa\n6,F,n/a\n7,G,NA\n")
    assert report.regions == {"Nairobi": 4, "Mombasa": 1, "NA": 1}
    assert frame.units()["6"].region is None


def test_wrong_tax_numbers_are_kept_and_listed(frame):
    # A051234567Z and P051234567Z have the shape of a Kenyan PIN; 12345 has not.
    report = frame.load("id,name,tin\n1,A,P051365947M\n2,B,12345\n3,C,\n", country="KE")
    assert [e.tax_id for e in frame.units("KE").values()] == ["P051365947M", "12345", None]
    assert "3,2,tin,12345" in frame.rejects()
    assert "P051365947M" not in frame.rejects()
    assert report.rejected == 0


def test_words_for_sex_place_and_unit_become_codes(frame):
    frame.load("id,name,sexe,milieu,unit type\n1,A,Femme,urbain,Groupe\n2,B,MALE,Rural,local unit\n3,C,2,1,\n")
    got = [(e.owner_sex, e.urbanisation, e.unit_type) for e in frame.units().values()]
    assert got == [("F", "U", "group"), ("M", "R", "establishment"), ("_U", "_U", "enterprise")]
    assert "4,3,sexe,2" in frame.rejects()


def test_a_weighted_frame_is_noted_and_unusable_weights_are_rejected(frame):
    report = frame.load('id;name;weight\n1;A;"12,5"\n2;B;0\n3;C;x\n4;D;\n5;E;"0,5"\n')
    assert report.is_sample
    assert find_register(frame.store, "XX", "2026").is_sample
    assert {k: e.frame_weight for k, e in frame.units().items()} == {"1": 12.5, "5": 0.5}
    assert report.rejected == 3
    assert any("weights are below 1" in w for w in report.warnings)


def test_the_reference_date_may_stand_in_a_column(frame):
    report = frame.load("id,name,reference date\n1,A,31.12.2025\n2,B,2025-12-31\n")
    assert report.reference_date == "2025-12-31"


def test_extra_columns_are_kept_as_json(frame, store):
    frame.load('id,name,owner "type",x\n1,A,"a ""b""\nc",7\n')
    extra = store.db.execute("SELECT extra FROM enterprises").fetchone()[0]
    assert json.loads(extra) == {'owner "type"': 'a "b"\nc', "x": "7"}


def test_an_email_in_the_place_of_the_address_moves(frame):
    frame.load("id,name,url,email\n1,A,info@a-one.com,\n2,B,info@b-two.com,own@b-two.com\n")
    assert [(e.url, e.site, e.email) for e in frame.units().values()] == [(None, None, "info@a-one.com"), (None, None, "own@b-two.com")]


def test_progress_counts_every_row(frame):
    class Steps:
        done = 0

        def start(self, label, total=None):
            self.total = total

        def advance(self, steps=1):
            self.done += steps

        def note(self, sentence): ...

    steps = Steps()
    frame.load(PLAIN, progress=steps)
    assert (steps.done, steps.total) == (2, 2)


def test_names_are_not_taken_for_words_that_mean_nothing(frame):
    frame.load("id,name,trade name\n1,Unknown,X\n2,-,n/a\n")
    assert [(e.name, e.trade_name) for e in frame.units().values()] == [("Unknown", "X"), (None, None)]
