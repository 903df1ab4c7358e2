"""Establishments add up to their enterprise by the stated rule."""

TEXT = """id,name,parent id,isic,employees,region,url,unit type
E1,Head,,,,,,enterprise
L1,Small shop,E1,4711,5,North,a-one.com,establishment
L2,Big works,E1,1071,30,South,,establishment
L3,Twin works,E1,1072,30,East,b-two.com,establishment
L4,Alone,,5510,3,North,,establishment
L5,Orphan,E9,6201,2,East,,establishment
E2,Other,,4719,8,North,,enterprise
"""


def test_persons_add_up_and_the_largest_gives_activity_and_region(frame):
    report = frame.load(TEXT)
    units = frame.units()
    assert set(units) == {"E1", "E2", "E9", "L4"}
    head = units["E1"]
    assert (head.persons_employed, head.size_class) == (65.0, "S50T249")
    assert (head.name, head.activity, head.section, head.region, head.unit_type) == (
        "Head",
        "1071",
        "C",
        "South",
        "enterprise",
    )  # of equals: L2
    assert (head.url, head.site) == ("b-two.com", "b-two.com")  # the largest that has one
    assert (report.read, report.loaded, report.rejected) == (7, 4, 0)


def test_an_establishment_without_a_row_of_its_enterprise_makes_one(frame):
    frame.load(TEXT)
    assert (frame.units()["E9"].name, frame.units()["E9"].persons_employed, frame.units()["E9"].unit_type) == ("Orphan", 2.0, "enterprise")


def test_an_establishment_without_a_parent_stands_for_itself(frame):
    frame.load(TEXT)
    assert (frame.units()["L4"].unit_type, frame.units()["L4"].persons_employed) == ("establishment", 3.0)


def test_the_enterprises_own_number_comes_before_the_sum(frame):
    frame.load("id,name,parent id,employees\nE1,Head,,40\nL1,A,E1,5\nL2,B,E1,6\n")
    assert frame.units()["E1"].persons_employed == 40.0


def test_the_order_of_rows_does_not_matter(frame):
    frame.load(TEXT)
    before = frame.units()
    head, *rows = TEXT.strip().split("\n")
    frame.load("\n".join([head, *reversed(rows)]) + "\n")
    assert frame.units() == before


def test_establishments_without_any_parent_column_are_told(frame):
    report = frame.load("id,name\nL1,A\n", unit_type="establishment")
    assert frame.units()["L1"].unit_type == "establishment"
    assert any("is an establishment of no known enterprise" in w for w in report.warnings)
