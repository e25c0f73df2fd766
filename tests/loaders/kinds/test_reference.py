import pytest
from sqlalchemy import text
from support.databases import query
from support.loading import load, load_figures, load_list

from minzheng.loaders import run
from minzheng.loaders.files import open_file
from minzheng.loaders.kinds.reference import LISTS


def fault(result):
    return [(reject.line, reject.column, reject.reason) for reject in result.rejects]


def test_everything_bundled_loads_and_a_second_run_changes_nothing(loaded_engine):
    results = list(run.load(loaded_engine, run.bundled()))
    assert {result.outcome for result in results} == {"unchanged"}
    with loaded_engine.begin() as connection:
        connection.execute(text("update ops.load_run set version = 'older'"))
    again = list(run.load(loaded_engine, run.bundled()))
    assert {(result.outcome, result.changes) for result in again} == {("loaded", 0)}
    assert query(loaded_engine, "select count(*) from ops.listed where is_gone") == [(0,)]


METRIC = {
    "code": "urban_to_rural",
    "program": "minimum_living_guarantee",
    "name": "城乡低保标准倍数",
    "name_en": "Urban over rural standard",
    "definition": "城市标准是农村标准的几倍。",
    "definition_en": "How many times the rural standard the urban one is.",
    "numerator": "dibao_standard",
    "numerator_breakdown": "residence=urban",
    "denominator": "dibao_standard",
    "denominator_breakdown": "residence=rural",
    "kind": "ratio",
    "denominator_area": "same",
    "unit": "multiple",
    "unit_declared": "false",
    "part_of_whole": "false",
    "alignment": "same_period",
}


def test_one_line_in_a_file_adds_a_metric_that_answers(reference_engine, tmp_path):
    assert load_list(reference_engine, tmp_path, "metrics", [METRIC], "mine").added == 1
    standard = {"indicator": "dibao_standard", "area": "530600", "period_start": "2022-12-31"}
    standard |= {"period_end": "2022-12-31", "unit": "CNY/person/year"}
    figures = [
        standard | {"breakdown": "residence=urban", "printed": "8400"},
        standard | {"breakdown": "residence=rural", "printed": "5352"},
    ]
    assert load_figures(reference_engine, tmp_path, figures, "zhaotong-2022-review").added == 2
    answer = """
        select area_code, round(value, 3)::text from mart.metric_value
        where metric_code = 'urban_to_rural'
    """
    assert query(reference_engine, answer) == [("530600", "1.570")]


@pytest.mark.parametrize(("declared", "reason"), [("false", "wrong_unit"), ("true", "constraint")])
def test_a_kind_of_metric_that_has_a_code_and_no_meaning_is_refused(
    reference_engine, tmp_path, monkeypatch, declared, reason
):
    (column,) = (column for column in LISTS["metrics"].columns if column.name == "kind")
    monkeypatch.setitem(vars(column), "one_of", (*column.one_of, "sum"))
    with reference_engine.begin() as connection:
        connection.execute(text("alter table core.metric drop constraint metric_kind_check"))
    metric = METRIC | {"kind": "sum", "unit_declared": declared}
    result = load_list(reference_engine, tmp_path, "metrics", [metric], "mine")
    assert (result.outcome, result.rejects[0].reason) == ("refused", reason)


def test_an_unknown_code_is_reported_with_line_and_value(engine, tmp_path):
    program = dict.fromkeys(LISTS["programs"].header, "x") | {"parent": "nowhere"}
    result = load_list(engine, tmp_path, "programs", [program])
    assert fault(result) == [(2, "parent", "unknown_code")]
    assert "nowhere is not in core.program" in result.rejects[0].message


def test_a_code_of_iso_3166_2_of_another_form_is_refused(engine, tmp_path):
    nation = dict(zip(LISTS["admin_unit_versions"].header, ["000000", "000000", "全国", "China",
                      "nation", "", "1949-10-01", "", "day", "53"], strict=True))  # fmt: skip
    result = load_list(engine, tmp_path, "admin_unit_versions", [nation])
    assert fault(result) == [(2, "iso_3166_2", "ill_formed")]
    assert result.rejects[0].message == "iso_3166_2 53 is not written as code of ISO 3166-2"


def test_a_row_may_refer_to_another_of_its_file(engine, tmp_path):
    row = dict.fromkeys(LISTS["programs"].header, "x")
    rows = [row | {"code": "child", "parent": "root"}, row | {"code": "root", "parent": ""}]
    assert load_list(engine, tmp_path, "programs", rows).added == 2


def test_a_version_that_moves_leaves_no_trace_of_the_old_one(reference_engine, tmp_path):
    header = LISTS["admin_unit_versions"].header
    unit = dict(zip(header, ["530000", "530000", "云南省", "Yunnan", "province", "000000",
                             "1950-03-01", "", "day", "CN-YN"], strict=True))  # fmt: skip
    load_list(reference_engine, tmp_path, "admin_unit_versions", [unit])
    versions = "select lower(valid)::text from core.admin_unit_version where code = '530000'"
    assert query(reference_engine, versions) == [("1950-03-01",)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"code,colour\na,b\n", "has also colour"),
        ("code,名称\n".encode("gbk"), "is not UTF-8"),
        (b"code,name\na,\0\n", "NUL"),
        (b'code,name\n"a,b\n', "unexpected end of data"),
    ],
)
def test_a_file_that_is_no_known_csv_is_refused_with_the_reason(engine, tmp_path, content, message):
    path = tmp_path / "strange.csv"
    path.write_bytes(content)
    result = load(engine, path, keep_going=True)
    assert (result.outcome, fault(result)) == ("refused", [(1, "", "unreadable")])
    assert message in result.rejects[0].message


def test_a_line_with_too_many_fields_is_a_reject_and_keeps_its_line_number(tmp_path):
    path = tmp_path / "short.csv"
    path.write_text('a,b\n"1\n1",2\n1,2,3\n5,6\n', encoding="utf-8")
    file = open_file(path)
    assert [row.line for row in file.records] == [2, 5]
    assert [(reject.line, reject.reason) for reject in file.misfits] == [(4, "field_count")]


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    path = tmp_path / "bom.csv"
    path.write_bytes(b"\xef\xbb\xbfcode,name\n")
    assert open_file(path).columns == ("code", "name")
