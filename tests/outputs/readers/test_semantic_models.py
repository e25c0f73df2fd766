"""dbt and MetricFlow with the projects that are written for them."""

import csv
from collections import Counter

import pytest
from sqlalchemy import text
from support.readers import ENVIRONMENT, run

from minzheng.database import roles
from minzheng.database.role_rights import MODELLER
from minzheng.outputs.semantic import write_model

pytestmark = pytest.mark.readers

PASSWORD = {"DBT_ENV_SECRET_MINZHENG_PASSWORD": "secret"}
NAME = "minzheng_modellers_test"


@pytest.fixture(scope="module")
def modeller(bundled):
    """The address for a role that has a schema of its own."""
    with bundled.engine.begin() as connection:
        roles.grant(connection, NAME, "secret", MODELLER)
    yield bundled.engine.url.set(drivername="postgresql", username=NAME)
    with bundled.engine.begin() as connection:
        connection.execute(text(f"drop owned by {NAME} cascade"))
        connection.execute(text(f"drop role {NAME}"))


@pytest.fixture(scope="module")
def project(bundled, modeller, tmp_path_factory):
    """The project for MetricFlow, of which dbt has made the models."""
    folder = tmp_path_factory.mktemp("metricflow") / "project"
    write_model(bundled, "metricflow", modeller, folder)
    tool("dbt", folder, "run")
    return folder


def tool(name, folder, *arguments):
    variables = {**PASSWORD, "DBT_PROFILES_DIR": str(folder)}
    return run([ENVIRONMENT / "bin" / name, *arguments], cwd=folder, **variables).stdout


def asked(project, *arguments):
    """The rows of an answer of MetricFlow."""
    path = project / "answer.csv"
    tool("mf", project, "query", *arguments, "--csv", path)
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_dbt_finds_every_key_and_join_of_mart_as_it_is_said(bundled, reader, tmp_path):
    write_model(bundled, "dbt", reader, tmp_path / "project")
    said = tool("dbt", tmp_path / "project", "test", "--threads", "4")
    count = bundled.execute(text("select count(*) from mart.relationship")).scalar_one()
    keys = "select count(distinct (to_relation, to_column)) from mart.relationship"
    count += 2 * bundled.execute(text(keys)).scalar_one()
    assert f"PASS={count} WARN=0 ERROR=0" in said


def test_metricflow_accepts_the_models_and_metrics(project):
    said = tool("mf", project, "validate-configs", "--skip-dw")
    assert "ERRORS: 0" in said


def test_metricflow_takes_the_last_figure_of_a_year_and_never_adds_levels(bundled, project):
    metric = ["--metrics", "dibao_persons", "--where"]
    nation = "{{ Dimension('area__area_level') }} = 'nation'"
    by_year = asked(project, *metric, nation, "--group-by", "metric_time__year,breakdown")
    last = """
        select distinct on (breakdown, year) breakdown, year, value
        from mart.observation_wide
        where indicator_code = 'dibao_persons' and area_level = 'nation' and basis <> 'target'
        order by breakdown, year, period_end desc
    """
    wanted = Counter((row.breakdown, row.year, row.value) for row in bundled.execute(text(last)))
    assert wanted == Counter(
        (row["breakdown"], int(row["metric_time__year"][:4]), float(row["dibao_persons"]))
        for row in by_year
    )
    rural = "{{ Dimension('breakdown__breakdown_name_en') }} = 'Rural'"
    (mixed,) = asked(project, *metric, rural)
    assert mixed["dibao_persons"] == ""
