"""Official figures from SDMX-ML: the shapes that publishers use, and files that attack who reads them. All messages are invented."""

import pytest

from aggregate.comparison.published import read_published
from aggregate.comparison.sdmx_messages import read_message
from catalogue.errors import EstimateError

V21 = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
V30 = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
GENERIC = f"""<?xml version="1.0" encoding="UTF-8"?>
<m:GenericData xmlns:m="{V21}/message" xmlns:g="{V21}/data/generic" xmlns:c="{V21}/common">
 <m:Header><m:ID>X</m:ID><m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"/></m:Header>
 <m:DataSet structureRef="S">
  <g:Series>
   <g:SeriesKey><g:Value id="freq" value="A"/><g:Value id="size_emp" value="GE10"/><g:Value id="nace_r2" value="C10-S951_X_K"/>
    <g:Value id="indic_is" value="E_WEB"/><g:Value id="unit" value="PC_ENT"/><g:Value id="geo" value="KE"/></g:SeriesKey>
   <g:Attributes><g:Value id="TITLE" value="websites"/></g:Attributes>
   <g:Obs><g:ObsDimension value="2025"/><g:ObsValue value="38.5"/></g:Obs>
   <g:Obs><g:ObsDimension value="2026"/><g:ObsValue value="41.5"/>
    <g:Attributes><g:Value id="OBS_FLAG" value="b"/></g:Attributes></g:Obs>
  </g:Series>
 </m:DataSet>
</m:GenericData>"""
FLAT_GENERIC = f"""<m:GenericData xmlns:m="{V21}/message" xmlns:g="{V21}/data/generic">
 <m:Header><m:Structure structureID="S" dimensionAtObservation="AllDimensions"/></m:Header>
 <m:DataSet><g:Obs><g:ObsKey><g:Value id="REF_AREA" value="KEN"/><g:Value id="MEASURE" value="B1_B"/>
  <g:Value id="UNIT_MEASURE" value="PT_ENT"/><g:Value id="SIZE_CLASS" value="S_GE10"/><g:Value id="TIME_PERIOD" value="2026"/></g:ObsKey>
  <g:ObsValue value="12"/><g:Attributes><g:Value id="OBS_STATUS" value="A"/></g:Attributes></g:Obs></m:DataSet>
</m:GenericData>"""
SERIES = f"""<m:StructureSpecificData xmlns:m="{V21}/message" xmlns:s="{V21}/data/structurespecific" xmlns:n="urn:invented"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <m:Header><m:Structure structureID="S" namespace="urn:invented" dimensionAtObservation="TIME_PERIOD"/></m:Header>
 <m:DataSet s:structureRef="S" xsi:type="n:DataSetType"><Group xsi:type="n:Sibling" TITLE="of a group"/>
  <Series REF_AREA="KEN" FREQ="A" MEASURE="B1_B" UNIT_MEASURE="PT_ENT" ACTIVITY="_T" SIZE_CLASS="S_GE10">
   <Obs TIME_PERIOD="2026" OBS_VALUE="40" OBS_STATUS="E"/></Series>
  <Series REF_AREA="ITA" FREQ="A" MEASURE="B1_B" UNIT_MEASURE="PT_ENT" ACTIVITY="_T" SIZE_CLASS="S_GE10">
   <Obs TIME_PERIOD="2026" OBS_VALUE="70"/></Series></m:DataSet>
</m:StructureSpecificData>"""
FLAT_3 = f"""<m:StructureSpecificData xmlns:m="{V30}/message" xmlns:s="{V30}/data/structurespecific">
 <m:Header/><m:DataSet s:structureRef="S" VINTAGE="FINAL">
  <Obs REF_AREA="KEN" MEASURE="WEBORD" UNIT_MEASURE="PT_ENT" ACTIVITY="J" SIZE_CLASS="_T" TIME_PERIOD="2026" OBS_VALUE="9.5" STD_ERR="1.2"
   OWNER_SEX="_T"/>
  <Obs REF_AREA="KEN" MEASURE="WEBORD" UNIT_MEASURE="PT_ENT" ACTIVITY="J" SIZE_CLASS="_T" TIME_PERIOD="2026" OBS_VALUE="11" OWNER_SEX="F"/>
  <Obs REF_AREA="KEN" MEASURE="WEBORD" UNIT_MEASURE="PT_ENT" ACTIVITY="K" SIZE_CLASS="_T" TIME_PERIOD="2026" OBS_STATUS="Q" OWNER_SEX="_T"/>
 </m:DataSet></m:StructureSpecificData>"""


def read(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "official.xml"
    path.write_bytes(text.encode(encoding))
    return read_published(path, "KE", "2026")


def test_generic_series_as_eurostat_gives_them(tmp_path):
    found = read(tmp_path, GENERIC)
    (figure,) = found.figures
    assert (figure.item, figure.size_class, figure.activity, figure.period, figure.flag) == ("E_WEB", "GE10", "C10-S951_X_K", "2026", "b")
    assert figure.value == pytest.approx(0.415)


def test_generic_observations_without_series(tmp_path):
    (figure,) = read(tmp_path, FLAT_GENERIC).figures
    assert (figure.item, figure.size_class, figure.flag, figure.value) == ("B1_B", "S_GE10", "A", pytest.approx(0.12))


def test_structure_specific_series_as_the_oecd_gives_them(tmp_path):
    (figure,) = read(tmp_path, SERIES).figures
    assert (figure.item, figure.value, figure.flag) == ("B1_B", pytest.approx(0.4), "E")


def test_observations_of_version_3_with_their_standard_error_and_without_parts_of_other_breakdowns(tmp_path):
    found = read(tmp_path, FLAT_3)
    (figure,) = found.figures
    assert (figure.value, figure.standard_error, figure.margin) == (pytest.approx(0.095), pytest.approx(0.012), "given")
    assert found.left_out == 2  # women's enterprises, and a suppressed figure


def test_the_same_figures_as_from_sdmx_csv(tmp_path):
    path = tmp_path / "official.csv"
    path.write_text(
        "REF_AREA,MEASURE,UNIT_MEASURE,ACTIVITY,SIZE_CLASS,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nKEN,B1_B,PT_ENT,_T,S_GE10,2026,40,E\n"
    )
    of_csv, of_xml = read_published(path, "KE", "2026").figures, read(tmp_path, SERIES).figures
    assert [f.value for f in of_csv] == [f.value for f in of_xml]
    assert (of_csv[0].item, of_csv[0].flag) == (of_xml[0].item, of_xml[0].flag)


LAUGHS = """<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = """<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE, "<!DOCTYPE d SYSTEM 'http://127.0.0.1:9/d.dtd'>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_with_a_document_type_is_refused_whole(tmp_path, doctype, encoding):
    text = f'{doctype}<m:GenericData xmlns:m="{V21}/message">&a;</m:GenericData>'
    with pytest.raises(EstimateError, match="document type"):
        read(tmp_path, text, encoding)


def test_what_is_no_sdmx_data_is_refused(tmp_path):
    with pytest.raises(EstimateError, match="no SDMX data message but html"):
        read(tmp_path, "<html><body>no figures</body></html>")
    with pytest.raises(EstimateError, match="cannot be read as XML"):
        read(tmp_path, GENERIC[:900])
    with pytest.raises(EstimateError, match="holds no table"):
        read(tmp_path, f'<m:GenericData xmlns:m="{V21}/message"/>')


def test_elements_that_stand_in_one_another_too_deeply_are_refused(tmp_path):
    text = f'<m:GenericData xmlns:m="{V21}/message">' + "<a>" * 100 + "</a>" * 100 + "</m:GenericData>"
    with pytest.raises(EstimateError, match="too deeply"):
        read(tmp_path, text)


def test_files_and_messages_that_are_too_large_are_refused(tmp_path, monkeypatch):
    path = tmp_path / "official.xml"
    path.write_text(SERIES, encoding="utf-8")
    monkeypatch.setattr("aggregate.comparison.sdmx_messages.MOST_ROWS", 1)
    with pytest.raises(EstimateError, match="more than 1 observations"):
        read_message(path)
    monkeypatch.setattr("aggregate.comparison.sdmx_messages.MOST_BYTES", 100)
    with pytest.raises(EstimateError, match="is larger than"):
        read_message(path)
