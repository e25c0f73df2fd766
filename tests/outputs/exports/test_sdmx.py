import re
from collections import defaultdict
from functools import partial

import pandas
import pytest
from lxml import etree
from pysdmx.io import get_datasets, read_sdmx
from sqlalchemy import text

from minzheng.outputs.exports import ExportError, Request, export
from minzheng.outputs.exports.csv_files import AS_TEXT
from minzheng.outputs.exports.extract import extract
from minzheng.outputs.exports.sdmx.codelists import CodelistItem
from minzheng.outputs.exports.sdmx.components import components
from minzheng.outputs.exports.sdmx.observations import observations
from minzheng.outputs.exports.sdmx.versions import versioned
from minzheng.outputs.queries import Query, snapshot

# pandas reads the file in parts; a part may lack a bound that others have.
MIXED = pytest.mark.filterwarnings("ignore::pandas.errors.DtypeWarning")
pytestmark = [pytest.mark.once, MIXED]


@pytest.fixture
def exported(export_as):
    """Export an answer as SDMX-CSV with its structure; its folder."""
    return partial(export_as, "sdmx-csv")


@pytest.fixture(scope="module")
def everything(bundled, tmp_path_factory):
    """All accepted values as SDMX-CSV, read back by pysdmx with their structure."""
    folder = tmp_path_factory.mktemp("sdmx") / "all"
    export(bundled.engine, Request(Query("value"), "sdmx-csv"), folder)
    (dataset,) = get_datasets(folder / "data.csv", folder / "structure.xml")
    return dataset


def test_pysdmx_reads_the_data_with_its_structure(everything):
    columns = {component.id for component in everything.structure.components}
    assert columns == {*everything.data.columns}
    urn = r"Dataflow=MINZHENG:CIVIL_AFFAIRS\(1\.0\.\d+\)"
    assert re.fullmatch(urn, everything.structure.short_urn)


def test_every_coded_value_is_in_its_code_list(everything):
    coded = [part for part in everything.structure.components if part.enumeration]
    assert {part.id for part in coded} > {"FREQ", "INDICATOR", "REF_AREA", "RESIDENCE", "SOURCE"}
    for part in coded:
        codes = {code.id for code in part.enumeration}
        assert {*everything.data[part.id].astype(str)} <= codes, part.id


def test_every_dimension_has_a_value_and_a_key_has_one_figure(everything):
    dimensions = [part.id for part in everything.structure.components.dimensions]
    keys = everything.data[dimensions]
    assert not (keys == "").any().any()
    assert not keys.duplicated().any()


def test_status_unit_qualifier_and_bounds_survive(everything, bundled):
    data = everything.data.set_index(everything.data.OBSERVATION_ID.astype(int)).sort_index()
    rows = bundled.execute(text("select * from mart.value order by observation_id"))
    want = pandas.DataFrame(rows.mappings().all()).set_index("observation_id")
    for column, name in {"value": "OBS_VALUE", "low": "LOWER_BOUND", "high": "UPPER_BOUND"}.items():
        read = data[name].astype("Float64").fillna(-1)
        assert read.to_list() == want[column].astype(float).fillna(-1).to_list()
    assert data.OBS_STATUS.to_list() == want.status.to_list()
    assert data.QUALIFIER.to_list() == want.qualifier.to_list()
    assert data.UNIT_MEASURE.to_list() == want.unit.str.replace("/", "_PER_").to_list()
    assert (data.UNIT_MULT == "0").all()
    assert data.SOURCE.to_list() == want.source_code.to_list()


def test_the_breakdown_is_the_members_that_are_no_total(everything, bundled):
    dimensions = [part.id for part in everything.structure.components.dimensions]
    broken_down_by = dimensions[3 : dimensions.index("BASIS")]
    data = everything.data.set_index(everything.data.OBSERVATION_ID.astype(int)).sort_index()
    read = [
        ";".join(f"{name.lower()}={member}" for name, member in row.items() if member != "_T")
        for row in data[broken_down_by].to_dict("records")
    ]
    rows = bundled.execute(text("select breakdown from mart.value order by observation_id"))
    want = [breakdown.replace("+", "_PLUS") for breakdown in rows.scalars()]
    assert [breakdown or "total" for breakdown in read] == want


PERIODS = """
    select
        1 as observation_id, 'x' as indicator_code, '530600' as area_code, 'total' as breakdown,
        date '{0}' as period_start, date '{1}' as period_end, 'during' as basis, 1 as value,
        1 as low, 1 as high, 'exact' as qualifier, 'item' as unit, 'item' as printed_unit,
        'A' as status, 'x' as source_code, 1 as source_count, false as in_conflict
"""


# The first day, the last, the frequency and the period.
AS_SDMX = """
2020-01-01 2020-12-31 A  2020
2020-02-01 2020-02-29 M  2020-02
2020-04-01 2020-06-30 Q  2020-Q2
2020-01-01 2020-06-30 S  2020-S1
2020-07-01 2020-12-31 S  2020-S2
2020-04-01 2020-09-30 I  2020-04-01/P183D
2016-01-01 2020-12-31 A5 2016-01-01/P5Y
2020-01-01 2020-11-30 I  2020-01-01/P335D
2020-11-01 2020-11-01 I  2020-11-01
"""


@pytest.mark.parametrize("line", AS_SDMX.strip().splitlines())
def test_periods_are_those_of_sdmx(bundled, line):
    first, last, frequency, period = line.split()
    with snapshot(bundled.engine) as connection:
        figure = extract(connection, Query(PERIODS.format(first, last)))
        parts = list(components(connection, []))
        statement = observations(connection, figure, "A:B(1.0)", parts, []).select(
            connection, AS_TEXT
        )
        cursor = connection.execute(statement)
        names = [column.name for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
    assert (row["FREQ"], row["TIME_PERIOD"]) == (frequency, period)


def test_names_are_in_chinese_and_english(exported):
    folder = exported("value", indicator_code="dibao_standard", area_code="530600")
    tree = etree.parse(folder / "structure.xml")
    (code,) = tree.xpath("//*[local-name()='Code'][@id='dibao_standard']")
    names = code.xpath("*[local-name()='Name']/text()")
    assert names[1] == "最低生活保障标准"
    assert names[0].isascii()


def test_the_dimensions_are_those_of_the_answer(exported):
    folder = exported("value", indicator_code="dibao_standard", area_code="530600")
    columns = pandas.read_csv(folder / "data.csv").columns
    assert list(columns[3:9]) == [
        "FREQ", "INDICATOR", "REF_AREA", "RESIDENCE", "BASIS", "TIME_PERIOD",
    ]  # fmt: skip


def test_the_lists_of_sdmx_are_named_as_such(exported):
    folder = exported("value", indicator_code="dibao_standard")
    lists = {
        (found.agency, found.id) for found in read_sdmx(folder / "structure.xml").get_codelists()
    }
    assert {("SDMX", "CL_OBS_STATUS"), ("SDMX", "CL_FREQ"), ("MINZHENG", "CL_AREA")} <= lists


def test_what_may_have_several_figures_of_a_key_is_refused(exported):
    with pytest.raises(ExportError, match="sdmx-csv is for value"):
        exported("reported")


# What an SDMX registry knows a structure by.
MAINTAINED = "//*[@agencyID and @version]"


def test_one_id_and_version_has_one_content_whatever_is_exported(exported):
    folders = [
        exported("value", indicator_code="dibao_standard", area_code="530600"),
        exported("value", indicator_code="dibao_standard", area_code="530900"),
        exported("value", indicator_code="population", area_code="530600"),
        exported("value", indicator_code="dibao_standard", area_code="530600"),
    ]
    contents = defaultdict(list)
    for folder in folders:
        for found in etree.parse(folder / "structure.xml").xpath(MAINTAINED):
            key = found.tag, found.get("agencyID"), found.get("id"), found.get("version")
            contents[key].append(etree.tostring(found, with_tail=False))
    assert [key for key, each in contents.items() if len({*each}) > 1] == []
    versions = [version for (*_, id_, version) in contents if id_ == "CIVIL_AFFAIRS"]
    # Of the definition and of the dataflow: of the third export's dimensions, and by its sources.
    assert len({*versions}) == 3 and len(versions) == 6


def test_the_data_name_the_version_of_their_structure(exported):
    folder = exported("value", indicator_code="dibao_standard", area_code="530600")
    flow = etree.parse(folder / "structure.xml").xpath("//*[local-name()='Dataflow']")[0]
    ids = {*pandas.read_csv(folder / "data.csv").STRUCTURE_ID}
    assert ids == {f"MINZHENG:CIVIL_AFFAIRS({flow.get('version')})"}


def test_a_change_of_a_name_in_a_list_changes_the_version_of_all_that_refer_to_it(bundled):
    with snapshot(bundled.engine) as connection:
        parts = list(components(connection, []))
    names = {part.codelist for part in parts if part.codelist}
    lists = {name: [CodelistItem("A", "甲", "One")] for name in names}
    before = versioned(parts, lists)
    assert versioned(parts, dict(lists)) == before
    changed = versioned(
        parts, lists | {"MINZHENG:CL_AREA(1.0.0)": [CodelistItem("A", "乙", "One")]}
    )
    assert changed.version != before.version
    differ = {*changed.lists} - {*before.lists}
    assert {name.partition("(")[0] for name in differ} == {"MINZHENG:CL_AREA"}
    assert "SDMX:CL_FREQ(2.1)" in changed.lists
