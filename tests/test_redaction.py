"""No secret is shown, whatever it is written in and wherever it is printed."""

import json
import logging
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from minzheng import data, redaction
from minzheng.database.client_programs import environment_for
from minzheng.database.embedded import ServerError
from minzheng.database.target import parsed
from minzheng.feeds.file_version import FetchError
from minzheng.feeds.logs import FORMATTERS
from minzheng.printable import printable

SECRETS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~.+", min_size=8)
FORMS = (
    "postgresql://u:{}@host:5432/database",
    "postgresql+psycopg://u:{}@host/database?sslmode=disable",
    "https://user:{}@example.org/a.csv",
    "https://example.org/a.csv?token={}",
    "https://example.org/a.csv?a=1&api_key={}&b=2",
    "https://example.org/a.csv?X-Amz-Signature={}",
    "https://example.org/a.csv?sig={};Password={}",
    "https://example.org/a.csv?%74oken={}",
    "https://example.org/a.csv?a[token]={}",
    "https://example.org/a.csv?口令={}",
    "https://example.org/a.csv#access_token={}",
    "https://{}@example.org/a.csv",
    "https://{}:x-oauth-basic@example.org/a.csv",
    "http://user:a/{}@example.org/a.csv",
    'postgresql://u:"{}"@host/database',
    "//user:{}@host/database",
    "jdbc:postgresql://host/database?user=u&password={}",
    "Authorization: Bearer {}",
    "authorization: Token {}",
    "X-Api-Key: {}",
    "PRIVATE-TOKEN: {}",
    "Cookie: session={}",
    "{{'Authorization': 'Bearer {}'}}",
    '{{"password": "{}"}}',
    "host=h user=u password={} dbname=x",
    "MINZHENG_TOKEN={}",
    "curl --api-key={}",
    "alter role alice password '{}'",
)


@settings(max_examples=60, deadline=None)
@given(
    SECRETS, st.sampled_from(FORMS), st.sampled_from(["{}", "Error: cannot read {} at all", "'{}'"])
)
def test_a_secret_in_an_address_is_shown_by_nothing(secret, form, sentence):
    # What an address says otherwise may be the same by chance.
    assume(secret not in form and secret not in sentence)
    text = sentence.format(form.replace("{}", secret))
    assert secret not in printable(text)
    assert secret not in str(FetchError(text, can_wait=True))
    record = logging.LogRecord("x", logging.ERROR, "", 0, text, (), None)
    record.facts = {"address": text}
    for formatter in FORMATTERS.values():
        assert secret not in formatter().format(record)


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://minzheng@127.0.0.1:30002/minzheng?passfile=/home/a/pgpass&sslmode=disable",
        "https://example.org/a.csv?year=2022&area=530000",
        "dimension=age;member=80+",
        "https://example.org/a.csv?token=${TOKEN}",
        "Bearer ${credential:office}",
        "12:30:05, 100 rows",
        "http://127.0.0.1:8000/a.csv, https://example.org:8443/@office/b.csv",
        "https://example.org/a.csv?keyword=low&author=li&code=530000",
        "https://${TOKEN}@example.org/a.csv",
        "password = ${PASSWORD}",
        "The password is in /home/a/pgpass.",
    ],
)
def test_what_is_no_secret_stays(text):
    assert printable(text) == text


def test_nothing_of_the_bundled_lists_is_taken_for_a_secret():
    for path in sorted(Path(data.__path__[0]).glob("*.csv")):
        text = path.read_text("utf-8")
        assert printable(text) == text, path.name


def test_a_token_is_no_word():
    assert printable("Basic living standard") == "Basic living standard"
    assert printable("sent Basic dXNlcjpwYXNz") == "sent Basic ***"
    assert printable("sent Bearer abcdef12") == "sent Bearer ***"


def test_a_secret_that_was_named_is_found_wherever_it_turns_up(tmp_path, monkeypatch):
    monkeypatch.setenv("OFFICE_TOKEN", "from the environment")
    (tmp_path / "name").write_text("from a file\n")
    (tmp_path / "office").write_text("from systemd")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    text = f"a=${{OFFICE_TOKEN}} b=${{file:{tmp_path}/name}} c=${{credential:office}}"
    revealed = redaction.revealed(text)
    assert revealed == "a=from the environment b=from a file c=from systemd"
    assert printable(f"the server says: {revealed}") == "the server says: a=*** b=*** c=***"


def test_a_secret_that_was_named_is_found_however_it_is_written(monkeypatch):
    secret = 'a "b"/c+d=%\\'
    monkeypatch.setenv("OFFICE_TOKEN", secret)
    redaction.revealed("${OFFICE_TOKEN}")
    written = (quote(secret), quote(secret, safe=""), quote_plus(secret), json.dumps(secret))
    for text in (secret, repr(secret), *written):
        assert secret.split()[1] not in printable(text), text
        assert "***" in printable(text)


@pytest.mark.parametrize(
    "address",
    [
        "office:planted12@host:5432/figures",
        "postgresql://office:planted12\n@host:port/figures",
        "host=h password='planted12 x'",
        "mysql://office:planted12@host/figures",
    ],
)
def test_what_is_no_address_of_a_database_is_told_without_its_password(address):
    with pytest.raises(ServerError) as error:
        parsed(address)
    assert "planted12" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("${NOT_THERE}", "the environment has no variable NOT_THERE"),
        ("${file:/not/there}", "there is no text in a file /not/there"),
        ("${credential:office}", "systemd passed on no credential office"),
        ("${credential:../office}", "systemd passed on no credential"),
    ],
)
def test_a_secret_that_is_not_there_is_told_by_its_name(text, told, monkeypatch):
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with pytest.raises(redaction.SecretMissing, match=told):
        redaction.revealed(text)


def test_no_secret_of_an_address_is_an_argument_of_a_program():
    address = parsed("postgresql://u@h/figures?password=planted12&sslmode=require")
    assert environment_for(address, is_complete=True)["PGPASSWORD"] == "planted12"
    assert "planted12" not in address._replace(password=None).render_as_string(hide_password=False)
    with pytest.raises(ServerError, match="sslpassword=, which every user"):
        environment_for(parsed("postgresql://u@h/figures?sslpassword=x"), is_complete=True)
