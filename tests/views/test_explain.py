import re
from datetime import date

from sqlalchemy import text


def explained(connection, function, *values):
    names = [f"v{number}" for number in range(len(values))]
    query = (
        f"select path, item_en, detail_en from mart.{function}({', '.join(':' + n for n in names)})"
    )
    found = connection.execute(text(query), dict(zip(names, values, strict=True)))
    return [tuple(row) for row in found]


def test_every_metric_value_leads_back_to_the_print_of_both_its_figures(bundled):
    query = """
        select distinct on (metric_code) metric_code, area_code, period_end
        from mart.metric_value order by metric_code, period_end
    """
    for code, area, day in bundled.execute(text(query)).all():
        steps = explained(bundled, "explain_metric", code, area, day)
        assert steps[0][:2] == ("1", "value")
        printed = {path for path, item, _detail in steps if item == "printed"}
        assert printed >= {"1.1", "1.2"}, code


def test_the_formula_stands_first(bundled):
    code = "elderly_beds_operating_share"
    steps = explained(bundled, "explain_metric", code, "530600", date(2022, 12, 31))
    assert "100 × 9939 / 11912 = 83.43687 percent" in steps[0][2]


def test_a_metric_without_value_has_no_way_back(bundled):
    assert (
        explained(bundled, "explain_metric", "elderly_occupancy", "530600", date(1900, 1, 1)) == []
    )


def test_growth_leads_back_to_both_values(bundled):
    query = """
        select observation_id, base_observation_id, change from mart.growth
        where indicator_code = 'dibao_standard' and is_consecutive limit 1
    """
    value, base, change = bundled.execute(text(query)).one()
    steps = explained(bundled, "explain_growth", value, base)
    assert f"= {change.normalize():f} " in steps[0][2]
    sources = [path for path, item, _detail in steps if item == "source"]
    assert sources == ["1.1", "1.2"]
    assert explained(bundled, "explain_growth", value, value) == []


def test_every_alert_leads_back_to_a_print(bundled):
    query = """
        select distinct on (alert_code) alert_code, area_code, period_end, message_en
        from mart.alert
        order by alert_code, area_code, period_end
    """
    for code, area, day, message in bundled.execute(text(query)).all():
        steps = explained(bundled, "explain_alert", code, area, day)
        assert any(message in detail for _path, _item, detail in steps), (code, area)
        items = {item for _path, item, _detail in steps}
        assert items & {"printed", "stated comparison"}, (code, area)


def test_every_check_of_a_rule_leads_back_to_the_print_of_each_term(bundled):
    query = """
        select distinct on (rule_code, verdict)
            rule_code, area_code, period_end, verdict, message_en
        from mart.rule_check order by rule_code, verdict, period_end
    """
    checks = bundled.execute(text(query)).all()
    assert {check.verdict for check in checks} == {"holds", "fails", "untestable"}
    for code, area, day, verdict, message in checks:
        steps = explained(bundled, "explain_rule", code, area, day)
        assert steps[0][:2] == ("1", "check")
        assert any(message in detail for _path, _item, detail in steps), (code, area)
        terms = {path for path, item, _detail in steps if item == "term"}
        printed = {path for path, item, _detail in steps if item == "printed"}
        assert printed == terms if verdict != "untestable" else printed < terms, (code, area)


def test_a_rule_that_is_not_checked_has_no_way_back(bundled):
    assert explained(bundled, "explain_rule", "no_such", "530600", date(2022, 12, 31)) == []


def test_every_step_is_said_in_chinese_and_in_english(bundled):
    query = """
        select step.item, step.detail, step.detail_en
        from (select distinct on (source_code) observation_id from mart.history) as figure
        cross join lateral mart.explain(figure.observation_id) as step
        union all
        select step.item, step.detail, step.detail_en
        from (select distinct on (alert_code) * from mart.alert) as alert
        cross join lateral mart.explain_alert(alert_code, area_code, period_end) as step
        union all
        select step.item, step.detail, step.detail_en
        from (select distinct on (verdict) * from mart.rule_check) as check_of
        cross join lateral mart.explain_rule(rule_code, area_code, period_end) as step
    """
    steps = bundled.execute(text(query)).all()
    # What comes from the files of sources is as it is.
    own = [step for step in steps if step.item not in CARRIED]
    assert {step.item for step in own} >= {"数值", "换算", "装载", "状态", "项", "检验"}
    for item, detail, detail_en in own:
        assert re.search("[一-龥]", detail), (item, detail)
        assert not re.search("[一-龥]", FILE.sub("", detail_en)), (item, detail_en)


CARRIED = {
    "来源",
    "位置",
    "印刷形式",
    "时期推断",
    "存疑",
    "重复出现",
    "同一单元格的其他报告",
    "所述比较",
}
FILE = re.compile("file .* with SHA-256")
