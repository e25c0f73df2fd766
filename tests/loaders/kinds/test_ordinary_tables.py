"""Ordinary tables of many offices, and what each of their cells is."""

import pytest
from support.office_tables import HEAD, described, read, read_cells

from minzheng.loaders.kinds.published import Unresolved

BODIES = "430400 social_organisations organisation"
MARRIED = "430400 marriage_registrations act=marriage"

TABLES = {
    "what is of the row before, or of all": (
        f"2024年衡阳市社会组织,,\n{HEAD}\n社会服务机构,个,3\n职工人数,人,20\n",
        {"3,3": f"{BODIES}=private_non_enterprise 2024-12-31 3", "4,3": "other_meaning"},
    ),
    "what is of several rows before": (
        f"2024年衡阳市社会组织,,\n{HEAD}\n社会团体,个,3\n基金会,个,1\n职工人数,人,20\n",
        {
            "3,3": f"{BODIES}=association 2024-12-31 3",
            "4,3": f"{BODIES}=foundation 2024-12-31 1",
            "5,3": "430400 so_staff total 2024-12-31 20",
        },
    ),
    "what is of each column before": (
        "2024年6月衡阳市低保,,,,\n地区,城市低保人数,户数,农村低保人数,户数\n衡阳县,9,2,8,3\n",
        {
            "3,2": "430421 dibao_persons residence=urban 2024-06-30 9",
            "3,3": "other_meaning",
            "3,4": "430421 dibao_persons residence=rural 2024-06-30 8",
            "3,5": "other_meaning",
        },
    ),
    "parts in columns, and what is paid to all": (
        "2024年6月衡阳市低保,,,\n地区,低保人数,其中：残疾人,资金（千元）\n衡阳县,9,2,8\n",
        {
            "3,2": "430421 dibao_persons total 2024-06-30 9",
            "3,3": "430421 dibao_persons disability=disabled 2024-06-30 2",
            "3,4": "430421 dibao_expenditure total 2024-01-01..2024-06-30 8千",
        },
    ),
    "an unknown row before what may be of it": (
        f"2024年衡阳市提供住宿的民政机构,,\n{HEAD}\n某某病区,个,3\n床位,张,20\n",
        {"3,3": "unknown_label", "4,3": "other_meaning"},
    ),
    "a member beside a part without its mark": (
        f"2024年衡阳市儿童福利,,\n{HEAD}\n孤儿,人,32\n其中：集中养育,人,11\n社会散居,人,21\n",
        {
            "3,3": "430400 orphan_persons child=orphan 2024-12-31 32",
            "4,3": "430400 orphan_persons care=centralised;child=orphan 2024-12-31 11",
            "5,3": "430400 orphan_persons care=scattered;child=orphan 2024-12-31 21",
        },
    ),
    "a part of a part, or beside it, and its own members": (
        f"2024年衡阳市特困人员,,\n{HEAD}\n特困人员,人,9\n其中：集中供养,人,4\n分散供养,人,5\n"
        "其中：全自理,人,1\n失能,人,2\n",
        {
            "3,3": "430400 tekun_persons total 2024-12-31 9",
            "4,3": "430400 tekun_persons care=centralised 2024-12-31 4",
            "5,3": "430400 tekun_persons care=scattered 2024-12-31 5",
            "6,3": "unknown_label",
            "7,3": "unknown_label",
        },
    ),
    "a group in a table of one allowance": (
        "2024年衡阳市高龄津贴发放情况,,\n地区,高龄津贴人数,百岁老人（人）\n衡阳县,7,1\n",
        {
            "3,2": "430421 old_age_allowance_persons total 2024-12-31 7",
            "3,3": "other_meaning",
        },
    ),
    "a section after parts without one": (
        f"2024年衡阳市民政,,\n{HEAD}\n#孤儿,人,4\n一、社会组织,个,5\n",
        {
            "3,3": "430400 orphan_persons child=orphan 2024-12-31 4",
            "4,3": "430400 social_organisations total 2024-12-31 5",
        },
    ),
    "a note that names the row it is about": (
        f"2024年衡阳市民政,,\n{HEAD}\n养老机构,个,9\n农村养老机构,个,4\n社会团体,个,7\n合计,个,3\n"
        "注：2014年起农村养老机构中不含敬老院。,,\n",
        {
            # It counts those in villages too.
            "3,3": "other_meaning",
            "4,3": "other_meaning",
            "5,3": f"{BODIES}=association 2024-12-31 7",
            "6,3": "other_meaning",
        },
    ),
    "a note that names one label and means others": (
        "2024年6月衡阳市低保,,\n地区,户数,人数\n衡阳县,5,8\n注：人数等数据不含农垦,,\n",
        {"3,2": "other_meaning", "3,3": "other_meaning"},
    ),
    "codes of one's own": (
        "2024年6月衡阳市民政,,,\n指标代码,指标,单位,数量\nA01,城市低保人数,人,9\n",
        {"3,4": "430400 dibao_persons residence=urban 2024-06-30 9"},
    ),
    "ages as rows": (
        "2024年衡阳市高龄津贴,\n年龄段,人数（人）\n80-89岁,7\n100岁以上,1\n合计,8\n",
        {
            "3,2": "430400 old_age_allowance_persons age=80-89 2024-12-31 7",
            "4,2": "430400 old_age_allowance_persons age=100+ 2024-12-31 1",
            "5,2": "430400 old_age_allowance_persons total 2024-12-31 8",
        },
    ),
    "members as rows and as columns": (
        "2024年6月衡阳市低保对象性别构成,,\n类别,男,女\n城市,7,1\n",
        {
            "3,2": "430400 dibao_persons residence=urban;sex=male 2024-06-30 7",
            "3,3": "430400 dibao_persons residence=urban;sex=female 2024-06-30 1",
        },
    ),
    "towns as rows, and their total": (
        "2024年6月衡阳市衡阳县低保,,\n序号,镇（街道）,低保人数\n1,西渡镇,7\n2,合计,8\n",
        {"3,3": "unknown_area", "4,3": "430421 dibao_persons total 2024-06-30 8"},
    ),
    "values with their units": (
        "2024年6月衡阳市社会救助,,\n项目,户数,人数\n城市低保,10户,1.2万人\n",
        {
            "3,2": "430400 dibao_households residence=urban 2024-06-30 10",
            "3,3": "430400 dibao_persons residence=urban 2024-06-30 1.2万",
        },
    ),
    "values with a unit of something else": (
        "2024年6月衡阳市社会救助,\n项目,户数\n城市低保,10人\n",
        {"3,2": "other_meaning"},
    ),
    "a quarter of the year before": (
        "2024年三季度衡阳市民政,,,\n指标,单位,三季度,上年三季度\n城市低保人数,人,48,49\n",
        {
            "3,3": "430400 dibao_persons residence=urban 2024-09-30 48",
            "3,4": "430400 dibao_persons residence=urban 2023-09-30 49",
        },
    ),
    "a period that is not read": (
        "2024年衡阳市婚姻登记,\n月份,结婚登记（对）\n1月,8\n一季度合计,29\n",
        {"3,2": f"{MARRIED} 2024-01-01..2024-01-31 8", "4,2": "no_period"},
    ),
    "a district whose name others have too": (
        "2024年6月山东省济南市低保,\n区县,低保人数\n市中区,8\n历下区,9\n",
        {
            "3,2": "370103 dibao_persons total 2024-06-30 8",
            "4,2": "370102 dibao_persons total 2024-06-30 9",
        },
    ),
    "a row outside of the narrower of two places": (
        "2024年6月山东省济南市低保,\n区县,低保人数\n青岛市,8\n",
        {"3,2": "other_area"},
    ),
    "two allowances in a title": (
        "2024年5月衡阳市困难残疾人生活补贴和重度残疾人护理补贴发放情况,,\n"
        "县区,生活补贴人数,护理补贴金额（万元）\n衡阳县,7,8\n",
        {
            "3,2": "430421 disability_living_subsidy_persons total 2024-05-31 7",
            "3,3": "430421 disability_subsidy_expenditure subsidy=nursing"
            " 2024-05-01..2024-05-31 8万",
        },
    ),
    "a form and a title in another language": (
        "地区编码:430400000000 2024年10月 批准文号:国统制[2024]83号,,\nCivil Affairs,,\n"
        f"{HEAD}\n城市低保人数,人,9\n",
        {"4,3": "430400 dibao_persons residence=urban 2024-10-31 9"},
    ),
}


@pytest.mark.parametrize(("content", "cells"), TABLES.values(), ids=TABLES)
def test_ordinary_tables_are_read(bundled, tmp_path, content, cells):
    assert read(bundled, tmp_path, content) == cells


# The time of a column may stand over the words above its figures.
REPORT = "衡阳市民政统计季报表 2023年2季度,,"
TWO_YEARS = "衡阳市民政,,,\n指标,单位,2022年,2023年\n,,数量,数量\n"
TIMES = {
    "a report, and nothing over its column": (
        f"{REPORT}\n指标,单位,本期\n,,数量\n结婚登记,对,8\n",
        {"4,3": f"{MARRIED} 2023-01-01..2023-06-30 8"},
        None,
    ),
    "a quarter over a column of a report": (
        f"{REPORT}\n指标,单位,2023年二季度\n,,数量\n结婚登记,对,8\n",
        {"4,3": f"{MARRIED} 2023-01-01..2023-06-30 8"},
        "since 1 January",
    ),
    "years over columns, below a heading that is one": (
        f"{TWO_YEARS}2023年,,,\n城市低保人数,人,8,9\n",
        {"5,3": "several_periods", "5,4": "several_periods"},
        None,
    ),
    "years over columns, and no other": (
        f"{TWO_YEARS}城市低保人数,人,8,9\n",
        {
            "4,3": "430400 dibao_persons residence=urban 2022-12-31 8",
            "4,4": "430400 dibao_persons residence=urban 2023-12-31 9",
        },
        None,
    ),
    "months over a column, and the year before beside them": (
        "衡阳市民政,,,\n指标,单位,2023年1-9月,上年同期\n,,数量,数量\n结婚登记,对,8,9\n",
        {
            "4,3": f"{MARRIED} 2023-01-01..2023-09-30 8",
            "4,4": f"{MARRIED} 2022-01-01..2022-09-30 9",
        },
        None,
    ),
    "months of two kinds, of which the year before may be either": (
        "衡阳市民政,,,,\n指标,单位,2023年1-9月,2023年1-6月,上年同期\n,,数量,数量,数量\n"
        "结婚登记,对,8,7,9\n",
        {
            "4,3": f"{MARRIED} 2023-01-01..2023-09-30 8",
            "4,4": f"{MARRIED} 2023-01-01..2023-06-30 7",
            "4,5": "no_period",
        },
        None,
    ),
}


@pytest.mark.parametrize(("content", "cells", "note"), TIMES.values(), ids=TIMES)
def test_the_time_over_a_column_is_that_of_all_its_heads(bundled, tmp_path, content, cells, note):
    found = list(read_cells(bundled, tmp_path, content))
    assert {cell.locator.removeprefix("cell="): described(cell) for cell in found} == cells
    first = next(cell.row for cell in found if not isinstance(cell.row, Unresolved) or note is None)
    said = "" if isinstance(first, Unresolved) else first["period_note"] or ""
    assert note in said if note else not said
