"""Tables of offices that went wrong: what stands around a figure decides what it is, or refuses it.

Each is a small table of a kind; beside it what its cells are, or the reason why they are not.
"""

import pytest
from support import made_files as files
from support.office_tables import HEAD, described, read

from minzheng.loaders.files import open_file
from minzheng.loaders.kinds.published import PUBLISHED
from minzheng.loaders.options import LoadOptions
from minzheng.loaders.resolve.known_lists import KnownLists

QUARTER = "2023-01-01..2023-06-30"

TABLES = {
    "a title restricts its columns": (
        "2023年6月末衡阳市城市低保情况表,,\n地区,低保户数(户),低保人数(人)\n衡阳县,210,530\n",
        {
            "3,2": "430421 dibao_households residence=urban 2023-06-30 210",
            "3,3": "430421 dibao_persons residence=urban 2023-06-30 530",
        },
    ),
    "a heading restricts its rows": (
        f"衡阳市2023年2季度,,\n{HEAD}\n城市最低生活保障,,\n低保人数,人,479\n低保累计支出,万元,88\n",
        {
            "4,3": "430400 dibao_persons residence=urban 2023-06-30 479",
            "5,3": f"430400 dibao_expenditure residence=urban {QUARTER} 88万",
        },
    ),
    "an owner is a part of all beds": (
        f"衡阳市2023年2季度,,\n{HEAD}\n民办养老机构,,\n养老机构床位,张,69\n",
        {"4,3": "430400 residential_beds operation=private;service=elderly 2023-06-30 69"},
    ),
    "an owner is no part of persons": (
        f"衡阳市2023年2季度,,\n{HEAD}\n民办,,\n城市低保人数,人,69\n",
        {"4,3": "other_meaning"},
    ),
    "people of a group are part of the row above": (
        f"衡阳市2023年2季度,,\n{HEAD}\n城市低保人数,人,48\n其中:女性,人,21\n其中:残疾人,人,5\n",
        {
            "3,3": "430400 dibao_persons residence=urban 2023-06-30 48",
            "4,3": "430400 dibao_persons residence=urban;sex=female 2023-06-30 21",
            "5,3": "430400 dibao_persons disability=disabled;residence=urban 2023-06-30 5",
        },
    ),
    "a part without a unit counts what the row above counts": (
        "福建省社会救助,\n项目,2021\n城市低保人数(人),64\n#女性 Female,30\n#老年人,14\n",
        {
            "3,2": "350000 dibao_persons residence=urban 2021-12-31 64",
            "4,2": "350000 dibao_persons residence=urban;sex=female 2021-12-31 30",
            "5,2": "350000 dibao_persons age=60+;residence=urban 2021-12-31 14",
        },
    ),
    "what is spent is of the programme in the title": (
        "2023年6月城市低保资金发放情况表,\n地区,累计支出(万元)\n衡阳县,210\n",
        {"3,2": f"430421 dibao_expenditure residence=urban {QUARTER} 210万"},
    ),
    "labels without units count single things": (
        "2023年6月低保情况表,,\n地区,农村,\n,户数,人数\n衡阳县,148,315\n",
        {
            "4,2": "430421 dibao_households residence=rural 2023-06-30 148",
            "4,3": "430421 dibao_persons residence=rural 2023-06-30 315",
        },
    ),
    "a row outside of the place in the title is refused": (
        "长沙市2023年6月低保情况,\n地区,低保人数(人)\n衡阳县,8\n雨花区,9\n",
        {"3,2": "other_area", "4,2": "430111 dibao_persons total 2023-06-30 9"},
    ),
    "the office below a form is its area": (
        f"湖南省衡阳市2023年6月,,\n{HEAD}\n低保人数,人,48\n填报单位：衡阳县民政局,,\n",
        {"3,3": "430421 dibao_persons total 2023-06-30 48"},
    ),
    "units in two languages": (
        "福建省社会救助,,\n项目 Item,单位 Unit,2021\n城市低保人数 Urban,人 person,64\n"
        "农村低保支出 Rural,万元(10 000 yuan),9\n",
        {
            "3,3": "350000 dibao_persons residence=urban 2021-12-31 64",
            "4,3": "350000 dibao_expenditure residence=rural 2021-01-01..2021-12-31 9万",
        },
    ),
    "labels under the head of years": (
        "衡阳市社会救助,,\n年份,2020年,2021年\n城市低保人数(人),8,7\n",
        {
            "3,2": "430400 dibao_persons residence=urban 2020-12-31 8",
            "3,3": "430400 dibao_persons residence=urban 2021-12-31 7",
        },
    ),
    "a cell and its bar on a line": (
        "2023年6月\n指标 |\n单位 |\n数量 |\n城市低保人数 |\n人 |\n48 |\n低保户数 |\n户 |\n|\n",
        {"3,3": "no_area"},
    ),
    "a per cent figure under 人": (
        f"衡阳市2023年2季度,,\n{HEAD}\n城市低保人数,人,48%\n",
        {"3,3": "unit_contradiction"},
    ),
    "the old name of support in villages": (
        f"衡阳市2013年2季度,,\n{HEAD}\n农村五保集中供养人数,人,73\n五保户数,户,9\n",
        {
            "3,3": "430400 tekun_persons care=centralised;residence=rural 2013-06-30 73",
            "4,3": "430400 tekun_households residence=rural 2013-06-30 9",
        },
    ),
    "quarters over columns": (
        "衡阳市2023年民政统计,,,\n指标,单位,一季度,二季度\n城市低保人数,人,48,47\n"
        "结婚登记,对,21,22\n城市低保支出,万元,5,9\n",
        {
            "3,3": "430400 dibao_persons residence=urban 2023-03-31 48",
            "3,4": "430400 dibao_persons residence=urban 2023-06-30 47",
            "4,3": "430400 marriage_registrations act=marriage 2023-01-01..2023-03-31 21",
            "4,4": "430400 marriage_registrations act=marriage 2023-04-01..2023-06-30 22",
            "5,3": "430400 dibao_expenditure residence=urban 2023-01-01..2023-03-31 5万",
            "5,4": "several_periods",
        },
    ),
    "quarters by their full names": (
        "衡阳市民政统计,,,\n指标,单位,2023年一季度,2023年二季度\n城市低保人数,人,48,47\n"
        "结婚登记,对,21,22\n",
        {
            "3,3": "430400 dibao_persons residence=urban 2023-03-31 48",
            "3,4": "430400 dibao_persons residence=urban 2023-06-30 47",
            "4,3": "430400 marriage_registrations act=marriage 2023-01-01..2023-03-31 21",
            "4,4": "several_periods",
        },
    ),
    "the quarter and the year so far": (
        "衡阳市2023年2季度,,,,\n指标,单位,本季度,本年累计,上年同期累计\n结婚登记,对,21,42,41\n",
        {
            "3,3": "430400 marriage_registrations act=marriage 2023-04-01..2023-06-30 21",
            "3,4": f"430400 marriage_registrations act=marriage {QUARTER} 42",
            "3,5": "430400 marriage_registrations act=marriage 2022-01-01..2022-06-30 41",
        },
    ),
    "the month, the year so far and before": (
        "衡阳市2023年5月,,,,,\n指标,单位,本月数,本年累计,上月数,上年同期\n结婚登记,对,9,42,8,7\n",
        {
            "3,3": "430400 marriage_registrations act=marriage 2023-05-01..2023-05-31 9",
            "3,4": "430400 marriage_registrations act=marriage 2023-01-01..2023-05-31 42",
            "3,5": "430400 marriage_registrations act=marriage 2023-04-01..2023-04-30 8",
            "3,6": "several_periods",
        },
    ),
    "the month alone is clear of what stands, not of what is done": (
        "衡阳市2023年5月,,,,\n指标,单位,本月,上月\n城市低保人数,人,48,47\n结婚登记,对,9,8\n",
        {
            "3,3": "430400 dibao_persons residence=urban 2023-05-31 48",
            "3,4": "430400 dibao_persons residence=urban 2023-04-30 47",
            "4,3": "several_periods",
            "4,4": "several_periods",
        },
    ),
    "months with a sum of them in the head": (
        "衡阳市2023年民政统计,,\n指标,单位,1-9月累计\n结婚登记,对,42\n城市低保人数,人,48\n",
        {
            "3,3": "430400 marriage_registrations act=marriage 2023-01-01..2023-09-30 42",
            "4,3": "cumulative_stock",
        },
    ),
    "a title of people in towns, not of a town": (
        "2023年6月衡阳市女性城市低保对象情况表,\n地区,人数(人)\n衡阳县,30\n",
        {"3,2": "430421 dibao_persons residence=urban;sex=female 2023-06-30 30"},
    ),
    "a title of what is known of nobody": (
        "2023年6月衡阳市重病城市低保情况表,\n地区,人数(人)\n衡阳县,30\n",
        {"3,2": "unknown_label"},
    ),
    "a title with a time between its places": (
        f"北京市2023年6月朝阳区低保情况,,\n{HEAD}\n城市低保人数,人,12\n",
        {"3,3": "110105 dibao_persons residence=urban 2023-06-30 12"},
    ),
    "a title that leaves a place out": (
        f"衡阳市2023年6月（不含衡阳县）,,\n{HEAD}\n城市低保人数,人,12\n",
        {"3,3": "other_meaning"},
    ),
    "a title of all but a place": (
        f"衡阳市2023年6月（除衡阳县外）低保情况,,\n{HEAD}\n城市低保人数,人,12\n",
        {"3,3": "other_meaning"},
    ),
    "a unit in brackets after a unit": (
        "2023年6月城乡低保,,\n单位：万人（户）,,\n地区,城市低保户数,城市低保人数\n衡阳县,21,53\n",
        {"4,2": "unknown_label", "4,3": "unknown_label"},
    ),
    "years as headings": (
        f"衡阳市低保情况,,\n{HEAD}\n2022年,,\n低保人数,人,12\n2023年,,\n低保人数,人,14\n",
        {
            "4,3": "430400 dibao_persons total 2022-12-31 12",
            "6,3": "430400 dibao_persons total 2023-12-31 14",
        },
    ),
    "a label of another year": (
        f"衡阳市2023年6月,,\n{HEAD}\n2022年末低保人数,人,12\n",
        {"3,3": "several_periods"},
    ),
    "quarters as rows": (
        "衡阳市2023年城市低保,,\n季度,城市低保人数(人),结婚登记(对)\n二季度,13,30\n",
        {
            "3,2": "430400 dibao_persons residence=urban 2023-06-30 13",
            "3,3": "430400 marriage_registrations act=marriage 2023-04-01..2023-06-30 30",
        },
    ),
    "the end of a month and the beginning of the year": (
        "衡阳市2023年6月,,,\n指标,单位,6月末,年初数\n低保人数,人,12,13\n结婚登记,对,1,2\n",
        {
            "3,3": "430400 dibao_persons total 2023-06-30 12",
            "3,4": "430400 dibao_persons total 2022-12-31 13",
            "4,3": "several_periods",
            "4,4": "several_periods",
        },
    ),
    "a head over groups of groups": (
        "2023年6月救助情况,,,,\n地区,低保,,,特困\n,城市,,农村,人数(人)\n,户数(户),人数(人),人数(人),\n"
        "衡阳县,1,2,4,5\n",
        {
            "5,2": "430421 dibao_households residence=urban 2023-06-30 1",
            "5,3": "430421 dibao_persons residence=urban 2023-06-30 2",
            "5,4": "430421 dibao_persons residence=rural 2023-06-30 4",
            "5,5": "430421 tekun_persons total 2023-06-30 5",
        },
    ),
    "the second half of a year": (
        "衡阳市2023年下半年,\n地区,结婚登记(对)\n衡阳县,9\n",
        {"3,2": "430421 marriage_registrations act=marriage 2023-07-01..2023-12-31 9"},
    ),
    "what is new is no stock": (
        f"衡阳市2023年2季度新登记社会组织情况,,\n{HEAD}\n社会团体,个,17\n",
        {"3,3": "other_meaning"},
    ),
    "a city's own level is not the city": (
        f"衡阳市本级2023年2季度社会组织统计,,\n{HEAD}\n社会团体,个,208\n",
        {"3,3": "other_meaning"},
    ),
    "a label contradicts its title": (
        "2023年6月末衡阳市城市低保情况表,\n地区,农村低保人数(人)\n衡阳县,530\n",
        {"3,2": "other_meaning"},
    ),
    "a note of two units": (
        "2023年6月末衡阳市情况表,,\n单位:户、人,,\n地区,城市低保户数,城市低保人数\n衡阳县,39,98\n",
        {
            "4,2": "430421 dibao_households residence=urban 2023-06-30 39",
            "4,3": "430421 dibao_persons residence=urban 2023-06-30 98",
        },
    ),
    "a note of two units with scales": (
        "2023年6月末衡阳市情况表,,\n单位:万户、万人,,\n地区,城市低保户数,城市低保人数\n衡阳县,2,5\n",
        {
            "4,2": "430421 dibao_households residence=urban 2023-06-30 2万",
            "4,3": "430421 dibao_persons residence=urban 2023-06-30 5万",
        },
    ),
    "a note whose unit is not known": (
        "2023年6月末衡阳市情况表,\n单位:斛,\n地区,城市低保人数\n衡阳县,98\n",
        {"4,2": "no_unit"},
    ),
    "a note without the unit of a column": (
        "2023年6月末衡阳市情况表,\n单位:户、万元,\n地区,城市低保人数\n衡阳县,98\n",
        {"4,2": "no_unit"},
    ),
    "units that contradict each other": (
        f"衡阳市2023年2季度,,\n{HEAD}\n城市低保人数(万人),人,4.9\n",
        {"3,3": "unit_contradiction"},
    ),
    "a count with a fraction": (
        f"衡阳市2023年2季度,,\n{HEAD}\n社会团体,个,11.87\n",
        {"3,3": "not_whole"},
    ),
    "a sum of what stands at a day": (
        "衡阳市2023年5月,,\n指标,单位,本年累计\n城市低保人数,人,24\n临时救助,人次,18\n",
        {
            "3,3": "cumulative_stock",
            "4,3": "430400 temporary_assistance_times total 2023-01-01..2023-05-31 18",
        },
    ),
    "heads of groups saved as text": (
        "2023年5月,,,,\n地区,本年累计,,本月,\n,城市低保户数(户),城市低保人数(人),"
        "城市低保户数(户),城市低保人数(人)\n衡阳县,960,2445,192,489\n",
        {
            "4,2": "cumulative_stock",
            "4,3": "cumulative_stock",
            "4,4": "430421 dibao_households residence=urban 2023-05-31 192",
            "4,5": "430421 dibao_persons residence=urban 2023-05-31 489",
        },
    ),
    "a quarter with its months": (
        f"衡阳市2023年三季度(7-9月)民政统计,,\n{HEAD}\n结婚登记,对,2240\n",
        {"3,3": "430400 marriage_registrations act=marriage 2023-07-01..2023-09-30 2240"},
    ),
    "months as columns, and their total": (
        "衡阳市2023年结婚登记情况,,,\n单位:对,,,\n指标,1月,2月,合计\n结婚登记,48,59,107\n",
        {
            "4,2": "430400 marriage_registrations act=marriage 2023-01-01..2023-01-31 48",
            "4,3": "430400 marriage_registrations act=marriage 2023-02-01..2023-02-28 59",
            "4,4": "430400 marriage_registrations act=marriage 2023-01-01..2023-02-28 107",
        },
    ),
    "a total of what stands at the ends of months": (
        "衡阳市2023年,,,\n指标,1月,2月,合计\n城市低保人数(人),48,59,107\n",
        {
            "3,2": "430400 dibao_persons residence=urban 2023-01-31 48",
            "3,3": "430400 dibao_persons residence=urban 2023-02-28 59",
            "3,4": "cumulative_stock",
        },
    ),
    "the narrower of two places in a title": (
        f"湖南省民政统计季报(衡阳市) 2023年2季度,,\n{HEAD}\n城市低保人数,人,48\n",
        {"3,3": "430400 dibao_persons residence=urban 2023-06-30 48"},
    ),
    "the narrower of title and office": (
        f"雨花区2023年2季度,,\n编制单位:长沙市民政局,,\n{HEAD}\n城市低保人数,人,512\n",
        {"4,3": "430111 dibao_persons residence=urban 2023-06-30 512"},
    ),
    "乡 without 民族乡 beside it": (
        f"湖南省2023年4季度,,\n{HEAD}\n1.行政区划,,\n镇,个,1133\n乡,个,391\n",
        {
            "4,3": "430000 admin_units division=town 2023-12-31 1133",
            "5,3": "430000 admin_units division=any_township 2023-12-31 391",
        },
    ),
    "乡 beside 民族乡": (
        f"湖南省2023年4季度,,\n{HEAD}\n1.行政区划,,\n民族乡,个,83\n乡,个,391\n",
        {
            "4,3": "430000 admin_units division=ethnic_township 2023-12-31 83",
            "5,3": "430000 admin_units division=township 2023-12-31 391",
        },
    ),
    "a stroke in place of a figure": (
        f"衡阳市2023年2季度,,\n{HEAD}\n基金会,个,/\n居委会,个,803\n",
        {
            "3,3": "marker",
            "4,3": "430400 autonomy_organisations body=residents_committee 2023-06-30 803",
        },
    ),
    "a rate": (
        f"衡阳市2023年民政统计年报,,\n{HEAD}\n火化率,%,47.3\n",
        {"3,3": "430400 cremation_rate total 2023-01-01..2023-12-31 47.3"},
    ),
    "a known label under a heading that is not known": (
        f"衡阳市2023年2季度,,\n{HEAD}\n五、儿童收养与救助,,\n孤儿,人,711\n",
        {"4,3": "430400 orphan_persons child=orphan 2023-06-30 711"},
    ),
    "rows whose headings say what is counted": (
        f"衡阳市2023年2季度,,\n{HEAD}\n城市低保,,\n人数,人,48\n农村低保,,\n户数,户,69\n",
        {
            "4,3": "430400 dibao_persons residence=urban 2023-06-30 48",
            "6,3": "430400 dibao_households residence=rural 2023-06-30 69",
        },
    ),
    "columns kept apart by blanks": (
        "编制单位:衡阳市 2023年10月\n指标名称 单位 代码 数量 上月 环比\n1 2 3\n"
        "  1.镇 个 JZH011111000 113 113\n"
        "  (二)民政事业费累计支出 万元 JZH011310000 121,300.0 109,800.0 10.47\n"
        "  基金会 个 JZH011310001 14\n",
        {
            "4,4": "430400 admin_units division=town 2023-10-31 113",
            "4,5": "430400 admin_units division=town 2023-09-30 113",
            "5,4": "430400 civil_affairs_expenditure total 2023-01-01..2023-10-31 121,300.0万",
            "5,5": "430400 civil_affairs_expenditure total 2023-01-01..2023-09-30 109,800.0万",
            "6,4": "slid",
        },
    ),
    "years as rows": (
        "上海市婚姻登记情况,,\n年份,结婚登记(万对),离婚登记(万对)\n2019,9.81,6.15\n",
        {
            "3,2": "310000 marriage_registrations act=marriage 2019-01-01..2019-12-31 9.81万",
            "3,3": "310000 marriage_registrations act=divorce 2019-01-01..2019-12-31 6.15万",
        },
    ),
    "labels in two languages": (
        "福建省社会救济情况\n项目 Item | 2020 | 2021\n  社会救济  Social Relief | |\n"
        "  城镇居民最低生活保障人数(人)   Persons in Urban Areas(person) | 621 | 648\n",
        {
            "4,2": "350000 dibao_persons residence=urban 2020-12-31 621",
            "4,3": "350000 dibao_persons residence=urban 2021-12-31 648",
        },
    ),
    "a code before the year": (
        f"地区编码:430400000000 2023年10月,,\n{HEAD}\n城市低保人数,人,481\n",
        {"3,3": "430400 dibao_persons residence=urban 2023-10-31 481"},
    ),
    "a label that holds its months": (
        f"衡阳市2007年4月份统计月报,,\n{HEAD}\n1-4月份民政事业费累计支出,亿元,2.1\n",
        {"3,3": "430400 civil_affairs_expenditure total 2007-01-01..2007-04-30 2.1亿"},
    ),
    "short names of provinces beside the nation": (
        "2022年4季度,\n地区,城市低保人数(人)\n全国,68\n吉林,30\n海南,28\n大连,6\n新疆兵团,9\n",
        {
            "3,2": "000000 dibao_persons residence=urban 2022-12-31 68",
            "4,2": "220000 dibao_persons residence=urban 2022-12-31 30",
            "5,2": "460000 dibao_persons residence=urban 2022-12-31 28",
            "6,2": "210200 dibao_persons residence=urban 2022-12-31 6",
            "7,2": "unknown_area",
        },
    ),
    "the answer to a query": (
        "数据库:分省年度数据,,\n指标:结婚登记(万对),,\n时间:最近2年,,\n地区,2022年,2021年\n"
        "北京市,7.91,8.42\n数据来源:国家统计局,,\n",
        {
            "5,2": "110000 marriage_registrations act=marriage 2022-01-01..2022-12-31 7.91万",
            "5,3": "110000 marriage_registrations act=marriage 2021-01-01..2021-12-31 8.42万",
        },
    ),
    "a word of the title that is not known is no filler": (
        f"衡阳市2023年2季度末清查低保家庭情况,,\n{HEAD}\n城市低保户数,户,17\n孤儿,人,5\n",
        {
            "3,3": "other_meaning",
            "4,3": "other_meaning",
        },
    ),
    "who left is no stock": (
        f"衡阳市2023年2季度清退低保对象情况,,\n{HEAD}\n城市低保人数,人,17\n",
        {"3,3": "other_meaning"},
    ),
    "a label that sums up what stands at a day": (
        "2023年6月末衡阳市城市低保情况,,\n地区,当月低保人数(人),累计低保人数(人)\n衡阳县,210,1250\n",
        {
            "3,2": "430421 dibao_persons residence=urban 2023-06-30 210",
            "3,3": "cumulative_stock",
        },
    ),
    "a standard in yuan by the month or the year": (
        f"衡阳市2023年2季度末低保标准,,\n{HEAD}\n城市低保标准,元,650\n城市低保月标准,元,650\n"
        "农村低保年标准,元,5400\n农村低保标准(年),元/月,5400\n",
        {
            "3,3": "unknown_unit",
            "4,3": "430400 dibao_standard residence=urban 2023-06-30 650",
            "5,3": "430400 dibao_standard residence=rural 2023-06-30 5400",
            "6,3": "unknown_unit",
        },
    ),
    "a title ends with the unit": (
        "2023年6月末衡阳市低保标准(元/月),,\n地区,城市低保标准,农村低保标准\n衡阳县,650,450\n",
        {
            "3,2": "430421 dibao_standard residence=urban 2023-06-30 650",
            "3,3": "430421 dibao_standard residence=rural 2023-06-30 450",
        },
    ),
    "a standard without a unit": (
        "2023年6月末衡阳市低保标准,\n地区,农村低保标准\n衡阳县,450\n",
        {"3,2": "no_unit"},
    ),
    "a note in brackets lists units": (
        "2023年6月末衡阳市城市低保情况(单位:户、人),,\n地区,城市低保户数,城市低保人数\n衡阳县,39,98\n",
        {
            "3,2": "430421 dibao_households residence=urban 2023-06-30 39",
            "3,3": "430421 dibao_persons residence=urban 2023-06-30 98",
        },
    ),
    "a report of half a year is not of a year": (
        f"衡阳市2023年半年报,,\n{HEAD}\n城市低保人数,人,479\n",
        {"3,3": "no_period"},
    ),
    "what is spent under a month may be of it, or since January": (
        "衡阳市2023年城市低保情况,,,\n指标,单位,1月,2月\n城市低保支出,万元,48,49\n",
        {
            "3,3": "430400 dibao_expenditure residence=urban 2023-01-01..2023-01-31 48万",
            "3,4": "several_periods",
        },
    ),
    "a header with blanks within its words": (
        "衡阳市2023年2季度\n指 标 单 位 数 量\n镇 个 113\n城镇最低生活保障支出 万元 724.5\n",
        {
            "3,3": "430400 admin_units division=town 2023-06-30 113",
            "4,3": f"430400 dibao_expenditure residence=urban {QUARTER} 724.5万",
        },
    ),
    "a standard of whom no label says": (
        "2023年6月末衡阳市孤儿保障,,\n地区,孤儿(人),保障标准(元/月)\n衡阳县,53,1100\n",
        {
            "3,2": "430421 orphan_persons child=orphan 2023-06-30 53",
            "3,3": "unknown_label",
        },
    ),
    "months as rows, and a total of what is not known": (
        "衡阳市2023年婚姻登记数据,,,\n月份,结婚登记,补发婚姻证件,合计\n2月,590,90,680\n",
        {
            "3,2": "430400 marriage_registrations act=marriage 2023-02-01..2023-02-28 590",
            "3,3": "unknown_label",
            "3,4": "other_meaning",
        },
    ),
}


# What restricts, parts or places a figure in words that other offices use.
PERSONS = "地区,城市低保人数(人)"
MORE_TABLES = {
    "societies of the city itself": (
        f"武汉市市级社会组织2023年2季度统计,,\n{HEAD}\n社会团体,个,17\n",
        {"3,3": "other_meaning"},
    ),
    "a word that nobody knows beside what is counted": (
        f"武汉市2023年2季度社会组织换届统计,,\n{HEAD}\n社会团体,个,17\n",
        {"3,3": "other_meaning"},
    ),
    "a word that nobody knows before what is paid": (
        f"长沙市2023年6月刚性支出低保统计,\n{PERSONS}\n芙蓉区,10\n",
        {"3,2": "other_meaning"},
    ),
    "some days of a year": (
        f"长沙市2023年春节期间婚姻登记情况,,\n{HEAD}\n结婚登记,对,119\n",
        {"3,3": "other_meaning"},
    ),
    "one of two years": (
        f"长沙市2022—2023年民政统计,,\n{HEAD}\n城市低保人数,人,48\n",
        {"3,3": "no_period"},
    ),
    "a title of the month alone": (
        f"长沙市2023年5月当月婚姻登记情况,,\n{HEAD}\n结婚登记,对,119\n",
        {"3,3": "430100 marriage_registrations act=marriage 2023-05-01..2023-05-31 119"},
    ),
    "since the beginning of the year": (
        "长沙市2023年5月社会救助,,,\n指标,单位,本月,年初至今\n城市低保人数,人,48,240\n"
        "临时救助,人次,3,18\n",
        {
            "3,3": "430100 dibao_persons residence=urban 2023-05-31 48",
            "3,4": "cumulative_stock",
            "4,3": "430100 temporary_assistance_times total 2023-05-01..2023-05-31 3",
            "4,4": "430100 temporary_assistance_times total 2023-01-01..2023-05-31 18",
        },
    ),
    "months of the columns, and the year before them": (
        "内蒙古自治区鄂尔多斯市民政统计,,,\n指标,单位,2023年1-9月,上年同期\n结婚登记,对,51,46\n",
        {
            "3,3": "150600 marriage_registrations act=marriage 2023-01-01..2023-09-30 51",
            "3,4": "150600 marriage_registrations act=marriage 2022-01-01..2022-09-30 46",
        },
    ),
    "all of the months above": (
        "长沙市2023年婚姻登记,\n月份,结婚登记(对)\n1月,10\n2月,11\n合计,21\n",
        {
            "3,2": "430100 marriage_registrations act=marriage 2023-01-01..2023-01-31 10",
            "4,2": "430100 marriage_registrations act=marriage 2023-02-01..2023-02-28 11",
            "5,2": "430100 marriage_registrations act=marriage 2023-01-01..2023-02-28 21",
        },
    ),
    "all of years": (
        "长沙市婚姻登记,\n年份,结婚登记(对)\n2022,10\n2023,11\n合计,21\n",
        {
            "3,2": "430100 marriage_registrations act=marriage 2022-01-01..2022-12-31 10",
            "4,2": "430100 marriage_registrations act=marriage 2023-01-01..2023-12-31 11",
            "5,2": "several_periods",
        },
    ),
    "rows of months with their year": (
        "长沙市婚姻登记,\n时间,结婚登记(对)\n2023年1月,10\n2023年2月,11\n",
        {
            "3,2": "430100 marriage_registrations act=marriage 2023-01-01..2023-01-31 10",
            "4,2": "several_periods",
        },
    ),
    "a day for what is counted": (
        "长沙市婚姻登记,\n时间,结婚登记(对)\n2023/1/31,10\n",
        {"3,2": "no_period"},
    ),
    "months before a label": (
        f"全国2023年5月民政数据,,\n{HEAD}\n截至5月底城市低保人数,万人,20\n",
        {"3,3": "000000 dibao_persons residence=urban 2023-05-31 20万"},
    ),
    "another place behind an office": (
        f"长沙市民政局2023年6月望城区低保情况,,\n{HEAD}\n城市低保人数,人,48\n",
        {"3,3": "430112 dibao_persons residence=urban 2023-06-30 48"},
    ),
    "a zone that is no area": (
        f"长沙市高新区2023年6月低保统计,,\n{HEAD}\n城市低保人数,人,48\n",
        {"3,3": "other_meaning"},
    ),
    "an office of two names": (
        f"2023年6月低保统计表,,\n编制单位:长沙市芙蓉区民政局,,\n{HEAD}\n城市低保人数,人,48\n",
        {"4,3": "430102 dibao_persons residence=urban 2023-06-30 48"},
    ),
    "a province in short, whose places have names of others": (
        "2023年6月北京城市低保,\n地区,人数(人)\n东城区,60\n朝阳,1\n",
        {
            "3,2": "110101 dibao_persons residence=urban 2023-06-30 60",
            "4,2": "110105 dibao_persons residence=urban 2023-06-30 1",
        },
    ),
    "a place within a province that a title begins with": (
        f"云南昆明2023年6月城市低保,,\n{HEAD}\n城市低保人数,人,10\n",
        {"3,3": "530100 dibao_persons residence=urban 2023-06-30 10"},
    ),
    "a district of a city that is named in short": (
        f"四川成都青羊区2023年6月城市低保,,\n{HEAD}\n城市低保人数,人,10\n",
        {"3,3": "510105 dibao_persons residence=urban 2023-06-30 10"},
    ),
    "a prefecture in half its name among cities": (
        "2023年6月湖南省城市低保,\n地区,人数(人)\n长沙,10\n湘西自治州,20\n",
        {
            "3,2": "430100 dibao_persons residence=urban 2023-06-30 10",
            "4,2": "433100 dibao_persons residence=urban 2023-06-30 20",
        },
    ),
    "headings that are places": (
        f"长沙市2023年6月民政统计,,\n{HEAD}\n芙蓉区,,\n城市低保人数,人,10\n天心区,,\n"
        "城市低保人数,人,20\n",
        {
            "4,3": "430102 dibao_persons residence=urban 2023-06-30 10",
            "6,3": "430103 dibao_persons residence=urban 2023-06-30 20",
        },
    ),
    "a place where an indicator should be": (
        f"长沙市2023年6月城市低保人数统计,,\n{HEAD}\n芙蓉区,人,10\n",
        {"3,3": "unknown_label"},
    ),
    "a number before a title": (
        "表1 2023年6月长沙市城市低保,\n地区,人数\n芙蓉区,20\n",
        {"3,2": "430102 dibao_persons residence=urban 2023-06-30 20"},
    ),
    "a title in two languages": (
        f"20-2 2023年6月长沙市城市低保 Urban Dibao,\n{PERSONS}\n芙蓉区,20\n",
        {"3,2": "430102 dibao_persons residence=urban 2023-06-30 20"},
    ),
    "a table that goes on": (
        "2023年6月长沙市城市低保,\n地区,人数\n芙蓉区,20\n续表,\n地区,人数\n天心区,22\n",
        {
            "3,2": "430102 dibao_persons residence=urban 2023-06-30 20",
            "6,2": "430103 dibao_persons residence=urban 2023-06-30 22",
        },
    ),
    "residences under a title with a unit": (
        "2023年6月长沙市低保人数(人),,,\n区县\\项目,合计,城市,农村\n芙蓉区,300,200,100\n",
        {
            "3,2": "430102 dibao_persons total 2023-06-30 300",
            "3,3": "430102 dibao_persons residence=urban 2023-06-30 200",
            "3,4": "430102 dibao_persons residence=rural 2023-06-30 100",
        },
    ),
    "standards in force from a day": (
        "长沙市城乡低保标准（自2023年7月1日起执行）,\n区县,城市(元/月)\n芙蓉区,700\n",
        {"3,2": "430102 dibao_standard residence=urban 2023-07-01 700"},
    ),
    "the whole beside its parts in columns": (
        "2023年6月长沙市城乡低保,,,\n指标,单位,芙蓉区,全市\n城市低保户数,户,10,30\n",
        {
            "3,3": "430102 dibao_households residence=urban 2023-06-30 10",
            "3,4": "430100 dibao_households residence=urban 2023-06-30 30",
        },
    ),
    "people of a group over columns": (
        "2023年6月长沙市低保,\n区县,其中:残疾人\n,城市低保人数(人)\n芙蓉区,100\n",
        {"4,2": "430102 dibao_persons disability=disabled;residence=urban 2023-06-30 100"},
    ),
    "people of a group that another indicator counts": (
        "2023年6月长沙市城市低保情况,\n区县,儿童\n,人数(人)\n芙蓉区,100\n",
        {"4,2": "unknown_label"},
    ),
    "whose money": (
        "2023年6月长沙市低保支出情况,\n区县,中央资金\n,城市低保支出(万元)\n芙蓉区,100\n",
        {"4,2": "other_meaning"},
    ),
    "which of the homes": (
        "2023年6月长沙市养老机构情况,\n区县,星级\n,养老机构床位(张)\n芙蓉区,100\n",
        {"4,2": "other_meaning"},
    ),
    "a sign in place of a unit": (
        "2023年湖南省火化率,\n地区,火化率\n长沙市,47.3%\n",
        {"3,2": "430100 cremation_rate total 2023-01-01..2023-12-31 47.3%"},
    ),
    "words in place of a figure": (
        f"长沙市2023年6月民政统计,,\n{HEAD}\n城市低保人数,人,暂缺\n居委会,个,无\n基金会,个,×\n",
        {"3,3": "marker", "4,3": "marker", "5,3": "marker"},
    ),
    "townships with those of minorities": (
        f"湖南省2023年行政区划,,\n{HEAD}\n乡级合计,个,15\n乡（含民族乡）,个,39\n",
        {
            "3,3": "430000 admin_units level=township 2023-12-31 15",
            "4,3": "430000 admin_units division=any_township 2023-12-31 39",
        },
    ),
    "plain labels beside numbered parts": (
        f"福建省2017年7月社会服务统计月报表,,\n{HEAD}\n2.社会救助支出,万元,9\n城市低保支出,万元,5\n"
        "(1)城市低保金,万元,4\n农村低保支出,万元,3\n",
        {
            "3,3": "350000 assistance_expenditure total 2017-01-01..2017-07-31 9万",
            "4,3": "350000 dibao_expenditure residence=urban 2017-01-01..2017-07-31 5万",
            "5,3": "350000 dibao_expenditure component=benefit;residence=urban"
            " 2017-01-01..2017-07-31 4万",
            "6,3": "350000 dibao_expenditure residence=rural 2017-01-01..2017-07-31 3万",
        },
    ),
    "items in another language, apart by blanks": (
        "上海市民政统计\n单位:个   (unit)\n      item 2004 2005\n"
        "社会福利企业   social enterprises 56 47\n"
        "指标 2004 年 2005 年\n村委会 6 7\n",
        {
            "4,2": "310000 welfare_enterprises total 2004-12-31 56",
            "4,3": "310000 welfare_enterprises total 2005-12-31 47",
            "6,2": "310000 autonomy_organisations body=villagers_committee 2004-12-31 6",
            "6,3": "310000 autonomy_organisations body=villagers_committee 2005-12-31 7",
        },
    ),
}


# Columns that say what is counted of the things that rows name, and labels of new kinds.
TABLES_OF_MEASURES = {
    "what is counted of each programme": (
        "2022年衡阳市社会救助情况,,,\n项目,户数(户),人数(人),累计支出(万元)\n"
        "城市低保,5100,8200,39.5\n农村特困,800,820,70\n",
        {
            "3,2": "430400 dibao_households residence=urban 2022-12-31 5100",
            "3,3": "430400 dibao_persons residence=urban 2022-12-31 8200",
            "3,4": "430400 dibao_expenditure residence=urban 2022-01-01..2022-12-31 39.5万",
            "4,2": "430400 tekun_households residence=rural 2022-12-31 800",
            "4,3": "430400 tekun_persons residence=rural 2022-12-31 820",
            "4,4": "430400 tekun_expenditure residence=rural 2022-01-01..2022-12-31 70万",
        },
    ),
    "what is counted of each kind of home, in two languages": (
        "衡阳市收养类单位基本情况(2003年),,,\n指 标,Item,院 数(个),床 位(张),年 末收养人数(人)\n"
        "总 计,total,2475,95451,80114\n#国家办,public,95,14191,11428\n民办,private,39,1485,1027\n"
        "#优抚类收养性单位,martyrs,23,1333,1151\n光荣院,homes,7,347,243\n",
        {
            "3,3": "430400 residential_welfare_institutions total 2003-12-31 2475",
            "3,4": "430400 residential_welfare_beds total 2003-12-31 95451",
            "3,5": "430400 residential_welfare_residents total 2003-12-31 80114",
            "4,3": "430400 residential_welfare_institutions operation=public 2003-12-31 95",
            "4,4": "430400 residential_welfare_beds operation=public 2003-12-31 14191",
            "4,5": "430400 residential_welfare_residents operation=public 2003-12-31 11428",
            "5,3": "430400 residential_welfare_institutions operation=private 2003-12-31 39",
            "5,4": "430400 residential_welfare_beds operation=private 2003-12-31 1485",
            "5,5": "430400 residential_welfare_residents operation=private 2003-12-31 1027",
            # Whether they are a part of 民办, nobody says.
            "6,3": "unknown_label",
            "6,4": "unknown_label",
            "6,5": "unknown_label",
            "7,3": "430400 residential_institutions institution=glory_home 2003-12-31 7",
            "7,4": "430400 residential_beds institution=glory_home 2003-12-31 347",
            "7,5": "430400 residential_residents institution=glory_home 2003-12-31 243",
        },
    ),
    "ranks, other areas and plans are not what is counted": (
        "2022年衡阳市社会救助情况,,,,,\n项目,人数(人),排名,全省人数,变动数,目标数\n"
        "城市低保,8200,3,182000,20,8000\n",
        {
            "3,2": "430400 dibao_persons residence=urban 2022-12-31 8200",
            "3,3": "unknown_column",
            "3,4": "unknown_column",
            "3,5": "unknown_column",
            "3,6": "unknown_label",
        },
    ),
    "residences as columns": (
        "2022年衡阳市社会救助,,\n项目,城市,农村\n低保人数(人),82,310\n居委会(个),8,9\n",
        {
            "3,2": "430400 dibao_persons residence=urban 2022-12-31 82",
            "3,3": "430400 dibao_persons residence=rural 2022-12-31 310",
            "4,2": "other_meaning",
            "4,3": "other_meaning",
        },
    ),
    "a unit of the rows that columns contradict": (
        "2022年衡阳市机构,,,\n项目,单位,机构数,床位数\n养老机构,个,50,7000\n",
        {
            "3,3": "430400 residential_institutions service=elderly 2022-12-31 50",
            "3,4": "unknown_label",
        },
    ),
    "levels over several columns": (
        "1-1 湖南省行政区划 (2011年底),,,,,\n,,,,,单位:个\n地区名称,县 级,,乡镇级,,\n"
        ",区划数,#县级市,区划数,#镇,#乡级\n长沙市,9,1,172,96,60\n",
        {
            "5,2": "430100 admin_units level=county 2011-12-31 9",
            "5,3": "430100 admin_units division=county_city 2011-12-31 1",
            "5,4": "430100 admin_units level=township 2011-12-31 172",
            "5,5": "430100 admin_units division=town 2011-12-31 96",
            "5,6": "430100 admin_units division=any_township 2011-12-31 60",
        },
    ),
    "traditional characters": (
        "2022年衡陽市民政統計,,\n指標,單位,數量\n城市低保人數,萬人,0.82\n離婚登記,對,100\n",
        {
            "3,3": "430400 dibao_persons residence=urban 2022-12-31 0.82万",
            "4,3": "430400 marriage_registrations act=divorce 2022-01-01..2022-12-31 100",
        },
    ),
    "who came and went in the month, since January, or nobody says when": (
        f"2022年6月衡阳市民政月报表,,\n{HEAD}\n本月新增城市低保人数,人,12\n"
        "累计退出城市低保人数,人,70\n新增农村低保人数,人,9\n",
        {
            "3,3": "430400 dibao_persons_added residence=urban 2022-06-01..2022-06-30 12",
            "4,3": "430400 dibao_persons_removed residence=urban 2022-01-01..2022-06-30 70",
            "5,3": "several_periods",
        },
    ),
    "the months of the quarter that the title names": (
        "2022年二季度衡阳市婚姻登记情况,,\n指标,单位,4-6月\n结婚登记,对,100\n",
        {"3,3": "430400 marriage_registrations act=marriage 2022-04-01..2022-06-30 100"},
    ),
    "the quarter that the title names, beside what was counted since January": (
        "2022年二季度衡阳市婚姻登记情况,,,\n指标,单位,第二季度,1-6月累计\n结婚登记,对,100,230\n",
        {
            "3,3": "430400 marriage_registrations act=marriage 2022-04-01..2022-06-30 100",
            "3,4": "430400 marriage_registrations act=marriage 2022-01-01..2022-06-30 230",
        },
    ),
    "a part of the place that the title names": (
        f"2022年衡阳市城区低保情况,,\n{HEAD}\n城市低保人数,人,12\n",
        {"3,3": "other_meaning"},
    ),
    "what belongs to the city itself": (
        f"2022年衡阳市直低保情况,,\n{HEAD}\n城市低保人数,人,12\n",
        {"3,3": "other_meaning"},
    ),
    "who marries, without whether they do": (
        f"2022年衡阳市婚姻登记情况,,\n{HEAD}\n准予登记结婚,对,12\n内地居民,对,11\n",
        {
            "3,3": "430400 marriage_registrations act=marriage 2022-01-01..2022-12-31 12",
            "4,3": "other_meaning",
        },
    ),
    "beds at home, and staff of others than social services": (
        f"2022年衡阳市民政,,\n{HEAD}\n家庭养老床位,张,12\n民办非企业单位职工人数,人,11\n",
        {"3,3": "unknown_label", "4,3": "unknown_label"},
    ),
    "groups that have an indicator": (
        f"2022年衡阳市民政,,\n{HEAD}\n低保边缘家庭,户,12\n支出型困难家庭人口,人,11\n"
        "村民小组,个,9\n军供站,个,1\n住院救助支出,万元,3\n",
        {
            "3,3": "430400 dibao_edge_households total 2022-12-31 12",
            "4,3": "430400 hardship_expenditure_persons total 2022-12-31 11",
            "5,3": "430400 resident_groups body=villagers_committee 2022-12-31 9",
            "6,3": "430400 social_service_bodies establishment=military_supply 2022-12-31 1",
            "7,3": "430400 medical_assistance_expenditure treatment=inpatient "
            "2022-01-01..2022-12-31 3万",
        },
    ),
}


ALL_TABLES = TABLES | MORE_TABLES | TABLES_OF_MEASURES


def test_every_table_is_named_once():
    assert len(ALL_TABLES) == len(TABLES) + len(MORE_TABLES) + len(TABLES_OF_MEASURES)


@pytest.mark.parametrize(("content", "cells"), ALL_TABLES.values(), ids=ALL_TABLES)
def test_what_stands_around_a_figure_decides_what_it_is(bundled, tmp_path, content, cells):
    assert read(bundled, tmp_path, content) == cells


# Tables in sheets with names of their own, and what else stands over them.
LIVES = "地区,户数,人数"
MARRIED = "marriage_registrations act=marriage"
SHEETS = {
    "a month within the year of the title": (
        "5月",
        f"2024年衡阳市民政统计,,\n{HEAD}\n城市低保人数,人,48\n结婚登记,对,15\n城市低保支出,万元,9\n",
        {
            "3,3": "430400 dibao_persons residence=urban 2024-05-31 48",
            "4,3": f"430400 {MARRIED} 2024-05-01..2024-05-31 15",
            "5,3": "several_periods",
        },
    ),
    "the last month of the year of the title": (
        "12月份",
        f"2024年衡阳市民政统计,,\n{HEAD}\n结婚登记,对,15\n",
        {"3,3": f"430400 {MARRIED} 2024-12-01..2024-12-31 15"},
    ),
    "months so far, within the year of the title": (
        "5月累计",
        f"2024年衡阳市民政统计,,\n{HEAD}\n结婚登记,对,15\n",
        {"3,3": f"430400 {MARRIED} 2024-01-01..2024-05-31 15"},
    ),
    "a month within a report counts since January": (
        "5月",
        f"2024年衡阳市民政统计月报,,\n{HEAD}\n结婚登记,对,15\n",
        {"3,3": f"430400 {MARRIED} 2024-01-01..2024-05-31 15"},
    ),
    "a month within the quarter of the title": (
        "5月",
        f"2024年二季度衡阳市民政统计,,\n{HEAD}\n城市低保人数,人,48\n结婚登记,对,15\n",
        {
            "3,3": "430400 dibao_persons residence=urban 2024-05-31 48",
            "4,3": f"430400 {MARRIED} 2024-05-01..2024-05-31 15",
        },
    ),
    "the last month of the quarter of the title": (
        "6月",
        f"2024年二季度衡阳市民政统计,,\n{HEAD}\n城市低保人数,人,48\n结婚登记,对,15\n",
        {
            "3,3": "430400 dibao_persons residence=urban 2024-06-30 48",
            "4,3": "several_periods",
        },
    ),
    "a month outside of the quarter of the title": (
        "7月",
        f"2024年二季度衡阳市民政统计,,\n{HEAD}\n城市低保人数,人,48\n",
        {"2,1": "several_periods", "3,3": "no_period"},
    ),
    "another year than that of the title": (
        "2023年",
        f"2024年衡阳市民政统计,,\n{HEAD}\n城市低保人数,人,48\n",
        {"2,1": "several_periods", "3,3": "no_period"},
    ),
    "a residence": (
        "农村低保",
        f"2024年衡阳市低保情况,,\n{LIVES}\n衡阳县,10,20\n",
        {
            "3,2": "430421 dibao_households residence=rural 2024-12-31 10",
            "3,3": "430421 dibao_persons residence=rural 2024-12-31 20",
        },
    ),
    "what happened": (
        "新增",
        f"2024年衡阳市城市低保,,\n{HEAD}\n城市低保人数,人,7\n",
        {"3,3": "other_meaning"},
    ),
    "a residence in the line below the title": (
        "Sheet1",
        f"2024年衡阳市低保情况,,\n（农村）,,单位：户、人\n{LIVES}\n衡阳县,10,20\n",
        {
            "4,2": "430421 dibao_households residence=rural 2024-12-31 10",
            "4,3": "430421 dibao_persons residence=rural 2024-12-31 20",
        },
    ),
    "two captions in one cell over two tables": (
        "Sheet1",
        f"2024年衡阳市城乡低保,,,,,\n城市低保      农村低保,,,,,\n{LIVES},{LIVES}\n"
        "衡阳县,1,2,衡阳县,3,4\n",
        {
            "4,2": "430421 dibao_households residence=urban 2024-12-31 1",
            "4,3": "430421 dibao_persons residence=urban 2024-12-31 2",
            "4,5": "430421 dibao_households residence=rural 2024-12-31 3",
            "4,6": "430421 dibao_persons residence=rural 2024-12-31 4",
        },
    ),
    "two captions in one cell over one table": (
        "Sheet1",
        "2024年衡阳市城乡低保,,\n城市低保      农村低保,,\n地区,人数,人数\n衡阳县,1,2\n",
        {"4,2": "other_meaning", "4,3": "other_meaning"},
    ),
    "captions over groups of columns, above the header": (
        "Sheet1",
        "2024年衡阳市低保,,,,\n,城市低保,,农村低保,\n地区,户数,人数,户数,人数\n衡阳县,1,2,3,4\n",
        {
            "4,2": "430421 dibao_households residence=urban 2024-12-31 1",
            "4,3": "430421 dibao_persons residence=urban 2024-12-31 2",
            "4,4": "430421 dibao_households residence=rural 2024-12-31 3",
            "4,5": "430421 dibao_persons residence=rural 2024-12-31 4",
        },
    ),
    "a header that is printed again": (
        "Sheet1",
        "2024年衡阳市城市低保,\n地区,人数\n衡阳县,1\n地区,人数\n衡南县,2\n",
        {
            "3,2": "430421 dibao_persons residence=urban 2024-12-31 1",
            "5,2": "430422 dibao_persons residence=urban 2024-12-31 2",
        },
    ),
}


@pytest.mark.parametrize(("sheet", "content", "cells"), SHEETS.values(), ids=SHEETS)
def test_what_stands_over_a_table_is_heeded(bundled, tmp_path, sheet, content, cells):
    rows = [
        [int(text) if text.isdecimal() else text for text in line.split(",")]
        for line in content.splitlines()
    ]
    path = files.xlsx(tmp_path, rows, sheet=sheet)
    options = LoadOptions(source="case", title="case")
    read_cells = PUBLISHED.read_cells(KnownLists(bundled), open_file(path, options))
    place = f"sheet={sheet};cell="
    assert {one.locator.removeprefix(place): described(one) for one in read_cells} == cells


# What contradicts, narrows or spells out what is printed elsewhere around a figure.
TABLES_OF_WORDS = {
    "a unit without the scale of the note": (
        "2024年衡阳市救助,,\n单位：户、万元,,\n地区,城市低保支出（元）,农村低保支出\n衡阳县,7,5\n",
        {
            "4,2": "unit_contradiction",
            "4,3": "430421 dibao_expenditure residence=rural 2024-01-01..2024-12-31 5万",
        },
    ),
    "a unit with a scale that the note has not": (
        "2024年衡阳市救助,,\n单位：元,,\n地区,城市低保支出（万元）,农村低保支出\n衡阳县,7,5\n",
        {
            "4,2": "430421 dibao_expenditure residence=urban 2024-01-01..2024-12-31 7万",
            "4,3": "430421 dibao_expenditure residence=rural 2024-01-01..2024-12-31 5",
        },
    ),
    "a note of units and of the unit of money": (
        "2024年衡阳市救助,,\n单位：人，金额单位：万元,,\n地区,城市低保人数,城市低保支出\n衡阳县,7,5\n",
        {
            "4,2": "430421 dibao_persons residence=urban 2024-12-31 7",
            "4,3": "430421 dibao_expenditure residence=urban 2024-01-01..2024-12-31 5万",
        },
    ),
    "months after those of the title": (
        "2024年二季度衡阳市婚姻登记,,\n指标,单位,7-9月\n结婚登记,对,10\n",
        {"3,3": "several_periods"},
    ),
    "months before those of the title, alone": (
        "2024年三季度衡阳市婚姻登记,,\n指标,单位,4-6月\n结婚登记,对,10\n",
        {"3,3": "several_periods"},
    ),
    "months before those of the title, and its own": (
        "2024年三季度衡阳市婚姻登记,,,\n指标,单位,4-6月,7-9月\n结婚登记,对,10,11\n",
        {
            "3,3": f"430400 {MARRIED} 2024-04-01..2024-06-30 10",
            "3,4": f"430400 {MARRIED} 2024-07-01..2024-09-30 11",
        },
    ),
    "what the title says of others than are counted": (
        f"2024年衡阳市低保边缘家庭情况,,\n{HEAD}\n城市低保人数,人,10\n",
        {"3,3": "other_meaning"},
    ),
    "the quarter alone, as its header says, and in sum": (
        "2024年二季度衡阳市婚姻登记,,,\n指标,单位,本季数,上年同期\n结婚登记,对,10,9\n"
        "指标,单位,本季累计,\n离婚登记,对,3,\n城市低保人数,人,7,\n",
        {
            "3,3": f"430400 {MARRIED} 2024-04-01..2024-06-30 10",
            "3,4": f"430400 {MARRIED} 2023-04-01..2023-06-30 9",
            "5,3": "430400 marriage_registrations act=divorce 2024-04-01..2024-06-30 3",
            "6,3": "cumulative_stock",
        },
    ),
    "the period alone beside the year so far": (
        "2024年5月衡阳市婚姻登记,,,\n指标,单位,本期,累计\n结婚登记,对,10,90\n"
        "指标,单位,数量,累计\n离婚登记,对,3,20\n",
        {
            "3,3": f"430400 {MARRIED} 2024-05-01..2024-05-31 10",
            "3,4": f"430400 {MARRIED} 2024-01-01..2024-05-31 90",
            "5,3": "several_periods",
            "5,4": "430400 marriage_registrations act=divorce 2024-01-01..2024-05-31 20",
        },
    ),
    "a part further to the right than 其中": (
        f"2024年衡阳市特困,,\n{HEAD}\n  农村特困人员人数,人,9\n    其中：集中供养,人,4\n"
        "          分散供养,人,5\n",
        {
            "3,3": "430400 tekun_persons residence=rural 2024-12-31 9",
            "4,3": "430400 tekun_persons care=centralised;residence=rural 2024-12-31 4",
            "5,3": "430400 tekun_persons care=scattered;residence=rural 2024-12-31 5",
        },
    ),
    "months in brackets before the place": (
        f"2024年二季度（4-6月）衡阳市婚姻登记,,\n{HEAD}\n结婚登记,对,10\n",
        {"3,3": f"430400 {MARRIED} 2024-04-01..2024-06-30 10"},
    ),
    "days that are all of a month": (
        f"2024年5月1日至5月31日衡阳市婚姻登记,,\n{HEAD}\n结婚登记,对,10\n",
        {"3,3": f"430400 {MARRIED} 2024-05-01..2024-05-31 10"},
    ),
    "a title that sums up": (
        "2024年1-5月衡阳市城市低保累计发放,,\n地区,人数,金额（万元）\n衡阳县,50,4\n",
        {
            "3,2": "cumulative_stock",
            "3,3": "430421 dibao_expenditure residence=urban 2024-01-01..2024-05-31 4万",
        },
    ),
    "a place that an office writes about": (
        f"衡阳市民政局关于衡阳县2024年5月城市低保,,\n{HEAD}\n城市低保人数,人,10\n",
        {"3,3": "430421 dibao_persons residence=urban 2024-05-31 10"},
    ),
    "two places in a title": (
        f"衡阳市、长沙市2024年5月城市低保,,\n{HEAD}\n城市低保人数,人,10\n",
        {"3,3": "other_area"},
    ),
    "a town of the place in a title": (
        f"2024年5月衡阳县西渡镇城市低保情况,,\n{HEAD}\n城市低保人数,人,10\n",
        {"3,3": "other_meaning"},
    ),
    "names under 单位, and under 城市": (
        "2024年5月湖南省城市低保,\n单位,人数\n衡阳市,10\n城市,城市低保人数\n长沙,20\n",
        {
            "3,2": "430400 dibao_persons residence=urban 2024-05-31 10",
            "5,2": "430100 dibao_persons residence=urban 2024-05-31 20",
        },
    ),
    "groups that persons alone are told by": (
        "2024年衡阳市农村低保对象构成,,,\n地区,总人数,老年人,女性\n衡阳县,9,3,4\n",
        {
            "3,2": "430421 dibao_persons residence=rural 2024-12-31 9",
            "3,3": "430421 dibao_persons age=60+;residence=rural 2024-12-31 3",
            "3,4": "430421 dibao_persons residence=rural;sex=female 2024-12-31 4",
        },
    ),
    "ages, their total, and what is paid": (
        "2024年衡阳市高龄津贴发放,,,,\n地区,80-89岁,100岁以上,合计,金额（万元）\n衡阳县,7,1,8,2.5\n",
        {
            "3,2": "430421 old_age_allowance_persons age=80-89 2024-12-31 7",
            "3,3": "430421 old_age_allowance_persons age=100+ 2024-12-31 1",
            "3,4": "430421 old_age_allowance_persons total 2024-12-31 8",
            "3,5": "430421 old_age_allowance_expenditure total 2024-01-01..2024-12-31 2.5万",
        },
    ),
    "subsidies in the words of the title": (
        "2024年衡阳市残疾人两项补贴,,,\n地区,生活补贴人数,护理补贴人数,发放资金（元）\n衡阳县,7,1,8\n",
        {
            "3,2": "430421 disability_living_subsidy_persons total 2024-12-31 7",
            "3,3": "430421 disability_nursing_subsidy_persons total 2024-12-31 1",
            "3,4": "430421 disability_subsidy_expenditure total 2024-01-01..2024-12-31 8",
        },
    ),
    "a page without blanks between its cells": (
        "2022年衡阳市民政统计3月份报表\n指标名称单位数量\n一、民政事业费累计支出亿元30.4\n"
        "二、区划\n      镇143\n"
        "三、救助\n最低生活保障平均标准元/人·月1,245.0\n儿童福利和救助保护机构床位万张\n孤儿万人0.1\n",
        {
            "3,3": "430400 civil_affairs_expenditure total 2022-01-01..2022-03-31 30.4亿",
            "5,3": "430400 admin_units division=town 2022-03-31 143",
            "7,3": "430400 dibao_standard total 2022-03-31 1,245.0",
            "9,3": "430400 orphan_persons child=orphan 2022-03-31 0.1万",
        },
    ),
    "a cell a line, below a heading": (
        "2024年6月衡阳市民政统计\n指标\n单位\n数量\n一、社会救助\n城市低保人数\n人\n24\n"
        "二、社会组织\n社会团体\n个\n17\n",
        {
            "6,3": "430400 dibao_persons residence=urban 2024-06-30 24",
            "10,3": "430400 social_organisations organisation=association 2024-06-30 17",
        },
    ),
    "a cell a line, of which one is left out": (
        "2024年6月衡阳市城市低保\n地区\n户数\n人数\n衡阳县\n10\n20\n衡南县\n30\n衡山县\n5\n8\n",
        {
            "5,2": "430421 dibao_households residence=urban 2024-06-30 10",
            "5,3": "430421 dibao_persons residence=urban 2024-06-30 20",
            "9,2": "no_label",
            "10,2": "430423 dibao_households residence=urban 2024-06-30 5",
            "10,3": "430423 dibao_persons residence=urban 2024-06-30 8",
        },
    ),
    "the month before in a monthly report of a year": (
        "衡阳市民政统计月报表,,,\n2020年年报,,,\n指标,单位,数量,上期\n城市低保人数,人,48,47\n",
        {
            "4,3": "430400 dibao_persons residence=urban 2020-12-31 48",
            "4,4": "no_period",
        },
    ),
    "quarters beside each other, below the title of one": (
        "2024年二季度衡阳市婚姻登记,,,\n指标,单位,二季度,一季度\n结婚登记,对,9,8\n",
        {
            "3,3": f"430400 {MARRIED} 2024-04-01..2024-06-30 9",
            "3,4": f"430400 {MARRIED} 2024-01-01..2024-03-31 8",
        },
    ),
    "months of several years": (
        "衡阳市婚姻登记,,,,\n指标,单位,2024年6月,2024年5月,2023年6月\n结婚登记,对,9,8,7\n",
        {"3,3": "several_periods", "3,4": "several_periods", "3,5": "several_periods"},
    ),
    "parts of the columns beside them": (
        "2024年衡阳市民政,,,,\n地区,养老机构（个）,其中：公办,结婚登记（对）,其中：涉外\n衡阳县,9,2,30,1\n",
        {
            "3,2": "430421 residential_institutions service=elderly 2024-12-31 9",
            "3,3": "430421 residential_institutions operation=public;service=elderly 2024-12-31 2",
            "3,4": f"430421 {MARRIED} 2024-01-01..2024-12-31 30",
            "3,5": f"430421 {MARRIED};party=other 2024-01-01..2024-12-31 1",
        },
    ),
    "kinds of what is counted as rows, and persons of their names": (
        "2024年9月衡阳市社会组织,,\n类别,注销,期末数\n社会团体,2,103\n基金会,0,3\n"
        "地区,特困人员总数,集中供养\n衡阳县,9,4\n",
        {
            "3,2": "unknown_column",
            "3,3": "430400 social_organisations organisation=association 2024-09-30 103",
            "4,2": "unknown_column",
            "4,3": "430400 social_organisations organisation=foundation 2024-09-30 3",
            "6,2": "430421 tekun_persons total 2024-09-30 9",
            # Its title is that of the table above, as where a header is printed again.
            "6,3": "other_meaning",
        },
    ),
    "a share without its sign": (
        "2024年衡阳市养老机构,,\n地区,机构数,入住率\n衡阳县,7,48.8\n衡南县,7,0.5\n",
        {
            "3,2": "430421 residential_institutions service=elderly 2024-12-31 7",
            "3,3": "430421 elderly_bed_occupancy total 2024-12-31 48.8",
            "4,2": "430422 residential_institutions service=elderly 2024-12-31 7",
            "4,3": "no_unit",
        },
    ),
    "a day over two columns": (
        "2024年衡阳市低保情况,,\n县区,3月末,\n,城市低保人数,农村低保人数\n衡阳县,10,20\n",
        {
            "4,2": "430421 dibao_persons residence=urban 2024-03-31 10",
            "4,3": "430421 dibao_persons residence=rural 2024-03-31 20",
        },
    ),
    "months of two years over two columns": (
        "2024年上半年衡阳市低保情况,,\n县区,2024年6月,2023年6月\n,城市低保人数,城市低保人数\n"
        "衡阳县,10,20\n",
        {
            "4,2": "430421 dibao_persons residence=urban 2024-06-30 10",
            "4,3": "430421 dibao_persons residence=urban 2023-06-30 20",
        },
    ),
    "all of the groups over a header": (
        "2024年6月衡阳市情况,,,\n,城市低保,农村低保,合计\n县区,人数,人数,户数\n衡阳县,10,20,30\n",
        {
            "4,2": "430421 dibao_persons residence=urban 2024-06-30 10",
            "4,3": "430421 dibao_persons residence=rural 2024-06-30 20",
            "4,4": "unknown_label",
        },
    ),
}


MONTH = "2024年6月衡阳市低保情况,,\n地区,户数（户）,人数（人）\n衡阳县,5,8\n"
BOTH = {
    "3,2": "430421 dibao_households total 2024-06-30 5",
    "3,3": "430421 dibao_persons total 2024-06-30 8",
}
HOUSEHOLDS = {"3,2": BOTH["3,2"]}
OTHER_UNIT = {"3,2": "unit_contradiction", "3,3": "unit_contradiction"}
LEFT_OUT = {"3,2": "other_meaning", "3,3": "other_meaning"}
OTHER_DAY = {"3,2": "several_periods", "3,3": "several_periods"}
SPENT = "2024年1-6月民政资金支出情况,,\n县区,城市低保支出,农村低保支出\n衡阳县,5,8\n"
SPENT_URBAN = "430421 dibao_expenditure residence=urban 2024-01-01..2024-06-30"
SPENT_RURAL = "430421 dibao_expenditure residence=rural 2024-01-01..2024-06-30"
IN_WAN = {"3,2": f"{SPENT_URBAN} 5万", "3,3": f"{SPENT_RURAL} 8万"}
NO_UNIT = {"3,2": "no_unit", "3,3": "no_unit"}
STARRED = MONTH.replace("人数", "人数*")
TABLES_OF_NOTES = {
    "a unit": (f"{SPENT}单位：万元,,\n", IN_WAN),
    "a unit in brackets, after an empty row": (f"{SPENT},,\n（单位：万元）,,\n", IN_WAN),
    "a unit of money": (f"{SPENT}注：金额单位为万元。,,\n", IN_WAN),
    "a unit without a colon": (f"{SPENT}（单位 万元）,,\n", IN_WAN),
    "as what the figures are": (f"{SPENT}注：本表以万元为单位。,,\n", IN_WAN),
    "a unit that is not known": (f"{SPENT}单位：万两,,\n", NO_UNIT),
    "a unit other than that above": (
        SPENT.replace(",,", ",,单位：元", 1) + "单位：万元\n",
        NO_UNIT,
    ),
    "units other than those of the heads": (f"{MONTH}单位：万户、万人,,\n", OTHER_UNIT),
    "units in hundreds": (f"{MONTH}单位：百户、百人,,\n", OTHER_UNIT),
    "the unit of persons": (
        f"{MONTH}注：人数单位为百人。,,\n",
        HOUSEHOLDS | {"3,3": "unit_contradiction"},
    ),
    "a unit in a note": (
        f"{MONTH}注：单位：千人,,\n",
        HOUSEHOLDS | {"3,3": "unit_contradiction"},
    ),
    "another day": (f"{MONTH}注：本表数据为截至2024年5月31日数据。,,\n", OTHER_DAY),
    "another month, without its year": (f"{MONTH}数据截至5月底,,\n", OTHER_DAY),
    "the day of the title": (f"{MONTH}注：数据截至2024年6月30日。,,\n", BOTH),
    "a part alone": (f"{MONTH}注：以上仅统计A类低保对象,,\n", LEFT_OUT),
    "something else": (f"{MONTH}人数为家庭总人口数，非保障人数,,\n", LEFT_OUT),
    "a place left out": (f"{MONTH}合计数不含高新区,,\n", LEFT_OUT),
    "a place but for which": (f"{MONTH}说明：除高新区外均已上报,,\n", LEFT_OUT),
    "a place excepted": (f"{MONTH}高新区除外,,\n", LEFT_OUT),
    "after the source": (f"{MONTH}资料来源：民政局,,\n不包括农垦系统,,\n", LEFT_OUT),
    "a mark that nothing has": (f"{MONTH}* 不含农垦系统人数,,\n", LEFT_OUT),
    "a mark of a column": (
        f"{STARRED}* 不含农垦系统人数,,\n",
        HOUSEHOLDS | {"3,3": "other_meaning"},
    ),
    "what is outside of all figures": (f"{MONTH}注：数据不含香港、澳门和台湾。,,\n", BOTH),
    "below the second part of a table": (
        f"{MONTH}续表,,\n地区,户数（户）,人数（人）\n衡南县,5,8\n注：不含高新区,,\n",
        LEFT_OUT | {"6,2": "other_meaning", "6,3": "other_meaning"},
    ),
    "before the title of the next table": (
        f"{SPENT}单位：万元,,\n,,\n{MONTH}",
        IN_WAN | {"8,2": BOTH["3,2"], "8,3": BOTH["3,3"]},
    ),
    "who filled it in": (
        f"{MONTH}填报单位：衡阳市民政局,填表人：张某,审核人：李某\n联系电话：,,\n制表日期：2024年7月5日,,\n"
        "资料来源：民政部门,,\n注：数据来源于2023年民政统计年鉴。仅供参考,,\n",
        BOTH,
    ),
}


@pytest.mark.parametrize(("content", "cells"), TABLES_OF_NOTES.values(), ids=TABLES_OF_NOTES)
def test_a_note_below_a_table_says_what_one_above_it_does(bundled, tmp_path, content, cells):
    assert read(bundled, tmp_path, content) == cells


BEDS = "养老床位数,张,69"
HOMES = "养老机构,个,69"
AIDED = "临时救助,人次,69"
SOCIETIES = "社会团体,个,69"
PERSONS_ROW = "城市低保人数,人,69"
REFUSED_TITLES = {
    "乡镇敬老院情况": (BEDS, HOMES),
    "农村地区养老机构情况": (BEDS,),
    "民办养老机构情况": (BEDS,),
    "公建民营养老机构": (BEDS,),
    "社会力量举办的养老机构": (BEDS, HOMES),
    "医养结合机构情况": (BEDS, HOMES),
    "福利彩票公益金资助养老机构": (BEDS, HOMES),
    "消防审验未通过养老机构": (BEDS, HOMES),
    "认知症照护专区": (BEDS, HOMES),
    "低保对象临时救助情况": (AIDED,),
    "孤儿、事实无人抚养儿童临时救助情况": (AIDED,),
    "低保对象残疾人两项补贴": ("困难残疾人生活补贴人数,人,69",),
    "特困人员重度残疾人护理补贴": ("重度残疾人护理补贴人数,人,69",),
    "流动人口婚姻登记": ("结婚登记,对,69",),
    "外来务工人员救助情况": (PERSONS_ROW, AIDED),
    "因病致贫人员救助情况": (PERSONS_ROW, AIDED),
    "精神障碍患者救助情况": (PERSONS_ROW, AIDED),
    "农垦系统社会救助": (PERSONS_ROW, AIDED),
    "留守老年人情况": (PERSONS_ROW, BEDS),
    "慈善组织情况": (SOCIETIES, "基金会,个,69"),
    "行业协会商会情况": (SOCIETIES,),
    "经营性公墓情况": ("公墓,个,69",),
    "城市公益性公墓情况": ("公墓,个,69",),
    "回民殡葬情况": ("火化遗体,具,69",),
    "无名遗体处置情况": ("火化遗体,具,69",),
    "收养登记情况（国内公民）": ("收养登记,件,69",),
    "福利彩票公益金使用情况": ("城市低保支出,万元,69",),
    "边境县低保情况": (PERSONS_ROW,),
    "牧区低保情况": (PERSONS_ROW,),
    "沿边地区低保情况": (PERSONS_ROW,),
    "山区低保情况": (PERSONS_ROW,),
    "革命老区低保情况": (PERSONS_ROW,),
    "民族地区低保情况": (PERSONS_ROW,),
    "低保情况（部分县区）": (PERSONS_ROW,),
    "部分乡镇低保情况": (PERSONS_ROW,),
}
REFUSALS = ("other_meaning", "unknown_label")
PLAIN_TITLES = {
    "民办养老机构": (
        HOMES,
        "residential_institutions operation=private;service=elderly 2024-12-31 69",
    ),
    "农村地区养老机构": (
        HOMES,
        "residential_institutions residence=rural;service=elderly 2024-12-31 69",
    ),
    "社会救助基本情况统计表": (PERSONS_ROW, "dibao_persons residence=urban 2024-12-31 69"),
    "低保、特困和临时救助工作情况": (
        AIDED,
        "temporary_assistance_times total 2024-01-01..2024-12-31 69",
    ),
    "民政事业主要指标汇总": (
        SOCIETIES,
        "social_organisations organisation=association 2024-12-31 69",
    ),
    "社会团体、基金会登记情况": (
        SOCIETIES,
        "social_organisations organisation=association 2024-12-31 69",
    ),
    "养老服务机构一览表": (HOMES, "residential_institutions service=elderly 2024-12-31 69"),
}


def under(title, row):
    return f"2024年衡阳市{title},,\n{HEAD}\n{row}\n"


TABLES_OF_WORDS |= {
    f"{title} over {row}": (under(title, row), {"3,3": f"430400 {what}"})
    for title, (row, what) in PLAIN_TITLES.items()
}


@pytest.mark.parametrize(
    ("title", "row"), [(title, row) for title, rows in REFUSED_TITLES.items() for row in rows]
)
def test_a_title_of_some_is_not_loaded_as_all(bundled, tmp_path, title, row):
    assert read(bundled, tmp_path, under(title, row))["3,3"] in REFUSALS
    assert "430400" in read(bundled, tmp_path, under("民政统计", row))["3,3"]


@pytest.mark.parametrize(("content", "cells"), TABLES_OF_WORDS.values(), ids=TABLES_OF_WORDS)
def test_what_contradicts_or_narrows_a_figure_is_heeded(bundled, tmp_path, content, cells):
    assert read(bundled, tmp_path, content) == cells


def test_what_is_assumed_of_a_figure_stands_beside_it(bundled, tmp_path):
    path = files.xlsx(
        tmp_path,
        [["2024年襄樊市婚姻登记"], ["地区", "结婚登记（对）"], ["襄阳区", 10]],
        sheet="5月",
    )
    options = LoadOptions(source="case", title="case")
    (cell,) = PUBLISHED.read_cells(KnownLists(bundled), open_file(path, options))
    assert "the sheet is named for" in cell.row["period_note"]
    zh, en = cell.row["note"].split(" / ")
    assert zh == "原文写作襄阳区，自 2010-01-01 起名为襄州区"
    assert en == "printed 襄阳区, which is 襄州区 since 2010-01-01"


def test_a_month_alone_is_taken_to_count_since_january_and_says_so(bundled, tmp_path):
    content = f"衡阳市2023年5月份婚姻登记情况,,\n{HEAD}\n结婚登记,对,1190\n"
    path = files.text(tmp_path, content, "utf-8")
    (cell,) = PUBLISHED.read_cells(
        KnownLists(bundled), open_file(path, LoadOptions(source="case", title="case"))
    )
    assert cell.row["period_start"] == "2023-01-01"
    assert "since 1 January" in cell.row["period_note"]


def test_an_area_that_contradicts_the_title_is_refused(bundled, tmp_path):
    content = f"衡阳市2023年2季度,,\n{HEAD}\n城市低保人数,人,48\n"
    assert read(bundled, tmp_path, content, area="430100") == {"3,3": "other_area"}
    assert "430400" in read(bundled, tmp_path, content, area="430000")["3,3"]
    assert read(bundled, tmp_path, content, area="430421") == {"3,3": "other_area"}
    of_office = f"2023年2季度民政统计,,\n编制单位:衡阳市民政局,,\n{HEAD}\n城市低保人数,人,48\n"
    assert "430421" in read(bundled, tmp_path, of_office, area="430421")["4,3"]


def test_the_year_before_is_that_of_the_same_months(bundled, tmp_path):
    content = "指标,单位,数量,上年数据\n民政事业费累计支出,万元,512,461\n"
    told = read(bundled, tmp_path, content, area="150600", period="2023-Q3")
    expenditure = "150600 civil_affairs_expenditure total"
    assert told == {
        "2,3": f"{expenditure} 2023-01-01..2023-09-30 512万",
        "2,4": f"{expenditure} 2022-01-01..2022-09-30 461万",
    }
