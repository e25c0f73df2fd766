import shutil
import subprocess

import pytest
import yaml
from sqlalchemy import make_url
from support.feeding import file_feed, table, written

from minzheng.feeds import deployment


@pytest.fixture
def embedded(tmp_path):
    path = written(tmp_path, file_feed(cadence="0 6 * * *"))
    return deployment.installation(path, tmp_path / "a home", None)


@pytest.fixture
def named(tmp_path):
    path = written(tmp_path, file_feed(cadence="0 6 * * *"))
    return deployment.installation(path, None, make_url("postgresql://me:secret@server/figures"))


def test_systemd_takes_the_units(embedded, tmp_path):
    program = shutil.which("systemd-analyze")
    if not program:
        pytest.skip("systemd-analyze is not installed")
    files = deployment.systemd(embedded)
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    paths = [tmp_path / name for name in files]
    verified = subprocess.run([program, "verify", *paths], capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")


def test_units_name_this_installation(embedded, tmp_path):
    files = deployment.systemd(embedded)
    assert list(files) == [
        "minzheng-server.service",
        "minzheng-reload.service",
        "minzheng-reload.timer",
    ]
    reload = files["minzheng-reload.service"]
    assert f'"MINZHENG_HOME={tmp_path}/a home"' in reload
    assert f'{embedded.command}" reload --due' in reload
    assert str(tmp_path / "feeds.toml") in reload


def test_a_server_of_the_users_own_is_not_started(named):
    assert list(deployment.systemd(named)) == ["minzheng-reload.service", "minzheng-reload.timer"]
    assert "@reboot" not in deployment.cron(named)["minzheng.crontab"]


@pytest.mark.parametrize("form", deployment.TARGETS)
def test_no_password_is_written(named, form):
    content = "".join(deployment.TARGETS[form](named).values())
    assert "secret@" not in content
    assert form == "kubernetes" or "postgresql://me@server/figures" in content


def test_marks_that_mean_something_to_systemd_or_cron_are_escaped(tmp_path):
    folder = tmp_path / "50% $off"
    folder.mkdir()
    found = deployment.installation(written(folder, file_feed()), folder, None)
    unit = deployment.systemd(found)["minzheng-reload.service"].splitlines()
    (environment,) = [line for line in unit if line.startswith("Environment=")]
    (command,) = [line for line in unit if line.startswith("ExecStart=")]
    # Variables are expanded in arguments, and nowhere else.
    assert environment == f'Environment="MINZHENG_HOME={tmp_path}/50%% $off"'
    assert command.endswith(f'--feeds "{tmp_path}/50%% $$off/feeds.toml"')
    assert "50\\% $off" in deployment.cron(found)["minzheng.crontab"].splitlines()[-1]


def test_the_manifest_holds_the_feeds(embedded):
    (content,) = deployment.kubernetes(embedded).values()
    feeds, job = yaml.safe_load_all(content)
    assert feeds["data"]["feeds.toml"].rstrip() == embedded.feeds.read_text().rstrip()
    assert job["kind"] == "CronJob"
    assert job["spec"]["concurrencyPolicy"] == "Forbid"


@pytest.mark.parametrize(
    "text",
    [
        "  # blanks before the first line\n[feeds.a]\nfile = 'x.csv'\n",
        "\n\n[feeds.a]\n\tfile = 'x.csv'  \n   \n\n\n",
        "[feeds.a]\nfile = 'x.csv'",
        "[feeds.a]\r\nfile = 'x.csv'\r\n",
        "# \u2028 \x85 \ufeff 🀄 \"\n[feeds.a]\nfile = 'x\\y: {}.csv'\n",
        "# 中文 𠮷\n[feeds.a]\nfile = '低保.csv' # :\n---\n",
        "",
    ],
)
def test_the_manifest_holds_feeds_toml_as_it_is(tmp_path, text):
    (tmp_path / "feeds.toml").write_bytes(text.encode())
    (content,) = deployment.kubernetes(
        deployment.installation(tmp_path / "feeds.toml", tmp_path, None)
    ).values()
    feeds, job = yaml.safe_load_all(content)
    assert feeds["data"]["feeds.toml"] == text
    assert job["kind"] == "CronJob"


WITH_SECRETS = """
[feeds.a]
url = "https://example.org/a.csv?token=${OFFICE_TOKEN}"
title = "a"
headers = { Authorization = "Bearer ${credential:office}" }
"""


def test_secrets_that_feeds_name_are_passed_on_and_in_no_unit(tmp_path):
    (tmp_path / "feeds.toml").write_text(WITH_SECRETS)
    installed = deployment.installation(tmp_path / "feeds.toml", tmp_path, None)
    unit = deployment.systemd(installed)["minzheng-reload.service"].splitlines()
    assert f"EnvironmentFile={tmp_path}/feeds.env" in unit
    assert "LoadCredential=office:/etc/credstore/office" in unit
    _feeds, job = yaml.safe_load_all(*deployment.kubernetes(installed).values())
    (container,) = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"]
    secret = {"secretKeyRef": {"name": "minzheng", "key": "OFFICE_TOKEN"}}
    assert {"name": "OFFICE_TOKEN", "valueFrom": secret} in container["env"]


def test_no_manifest_is_made_of_feeds_that_hold_a_secret(tmp_path):
    path = written(tmp_path, table("feeds.a", url="https://example.org/a.csv?token=planted12"))
    address = make_url("postgresql://me@server/figures?sslpassword=planted12")
    with pytest.raises(deployment.SecretShown, match="in its parameters"):
        deployment.installation(path, None, address)
    with pytest.raises(deployment.SecretShown, match=r"feeds.toml:2 holds a secret") as error:
        deployment.kubernetes(deployment.installation(path, tmp_path, None))
    assert "planted12" not in str(error.value)
