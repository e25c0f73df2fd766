"""What other tools read of what the package writes, each in its own way."""

import pytest
from sqlalchemy import text
from support.readers import answer

from minzheng.outputs.exports import Request, export
from minzheng.outputs.queries import Query

pytestmark = pytest.mark.readers

PROGRAM = {"program_code": "minimum_living_guarantee", "area_code": ["530600", "530900"]}


@pytest.fixture
def exported(bundled, tmp_path):
    """The folder of an export of one programme."""

    def of(format_name):
        export(bundled.engine, Request(Query("value", PROGRAM), format_name), tmp_path / "out")
        return tmp_path / "out"

    return of


@pytest.fixture
def figures(bundled):
    """The values of the programme by indicator and area, in order."""
    rows = bundled.execute(
        text("""
            select indicator_code, area_code, value::float8 from mart.value
            where program_code = :program_code and area_code = any(:area_code)
            order by 1, 2, 3
        """),
        PROGRAM,
    )
    return [list(row) for row in rows]


SDMX1 = """
import json, sys
import sdmx

structures = sdmx.read_sdmx(sys.argv[1] + "/structure.xml")
(definition,) = structures.structure.values()
data = sdmx.read_sdmx(sys.argv[1] + "/data.csv", structure=definition)
figures = [
    [str(one.dimension["INDICATOR"].value), str(one.dimension["REF_AREA"].value), float(one.value)]
    for one in data.data[0].obs
]
(areas,) = (found for found in structures.codelist.values() if found.id == "CL_AREA")
print(json.dumps([
    sorted(figures),
    str(definition.version),
    {**areas["530600"].name.localizations},
    len(structures.codelist),
]))
"""


def test_sdmx1_reads_the_data_with_their_structure_and_the_names_in_both_languages(
    exported, figures
):
    read, version, names, lists = answer(SDMX1, exported("sdmx-csv"))
    assert read == figures and len(figures) > 10
    assert version.startswith("1.0.")
    assert names == {"en": "Zhaotong City", "zh": "昭通市"}
    assert lists >= 9


PYJSTAT = """
import json, sys
from pyjstat import pyjstat

with open(sys.argv[1] + "/data.json", encoding="utf-8") as file:
    cube = pyjstat.Dataset.read(file.read())
table = cube.write("dataframe", naming="id").dropna(subset=["value"])
rows = table[["indicator", "area", "value"]].values.tolist()
print(json.dumps([sorted(rows), sorted(set(cube.write("dataframe")["地区"]))]))
"""


def test_pyjstat_reads_the_cube_with_its_codes_and_its_names(exported, figures):
    read, names = answer(PYJSTAT, exported("json-stat"))
    assert read == figures
    assert names == ["临沧市", "昭通市"]
