"""No secret is shown, whatever it is written in and wherever it is printed."""

import csv
import html
import json
import logging
import re
import shlex
from base64 import b64encode, encodebytes, urlsafe_b64encode
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from psycopg import sql

from minzheng import data, redaction
from minzheng.database.client_programs import environment_for
from minzheng.database.embedded import ServerError
from minzheng.database.target import parsed
from minzheng.feeds.file_version import FetchError
from minzheng.feeds.logs import FORMATTERS
from minzheng.printable import printable
from minzheng.secret_spellings import spellings
from minzheng.web_address import is_public_address

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
    "{'Authorization': 'Bearer {}'}",
    '{"password": "{}"}',
    "host=h user=u password={} dbname=x",
    "MINZHENG_TOKEN={}",
    "curl --api-key={}",
    "alter role alice password '{}'",
    # Names and values that are set apart otherwise.
    "host=h password   =   {} dbname=x",
    "password: {}",
    "OFFICE_PASS={}",
    "KEY={}",
    "  PGPASSWORD: {}",
    "- name: PGPASSWORD\n  value: {}",
    '{"name": "password", "value": "{}"}',
    '{"passwords": {"database": "{}"}}',
    '{"password": ["a", "{}"]}',
    "[('token', '{}')]",
    "    secret: str = '{}'",
    "<password>{}</password>",
    '<add key="password" value="{}"/>',
    "密码：{}",
    "口令是{}",
    # Arguments.
    "mirror --http-password {} http://host/",
    "curl --user 'office:{}' http://host/",
    "curl -u office:{} http://host/",
    "machine host login office password {}",
    "127.0.0.1:5432:*:alice:{}",
    # Addresses within addresses, and those whose path is a secret.
    "https://example.org/a.csv?next=https%3A%2F%2Fhost%2F%3Ftoken%3D{}%26a%3D1",
    "https://example.org/a.csv?next=https%253A%252F%252Fhost%252F%253Ftoken%253D{}",
    "https://example.org/a.csv?next=https%3A%2F%2Fu%3A{}%40host%2F",
    "https://example.org/services/T000/B000/0{}",
    "https://example.org/bot123:{}/sendMessage",
    # Headers.
    'Authorization: Digest username="office", response="{}"',
    "curl -H 'X-Auth-Token: {}' http://host/",
    '{"headers": {"Cookie": "a=b; session={}"}}',
    "Ocp-Apim-Subscription-Key: {}",
    # SQL.
    "create user mapping for a server s options (password '{}')",
    "create subscription s connection 'host=h password=''{} x''' publication p",
    "alter role alice password $${}$$",
    "identified by '{}'",
    # Known by how they begin.
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{}",
    "ghp_0123456789{}",
    "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----",
    "SCRAM-SHA-256$4096:{}",
)
# How programs write a text within quotes.
QUOTED = {
    "password={}": shlex.quote,
    "PGPASSWORD={} psql": shlex.quote,
    "{{'password': {}}}": repr,
    "connect(password={}, user='u')": repr,
    '{{"token": {}, "a": 1}}': json.dumps,
    "alter role alice password {}": lambda text: sql.Literal(text).as_string(),
    "host=h password={} user=u": lambda text: "'" + re.sub(r"([\\'])", r"\\\1", text) + "'",
    "host=h password={}  user=u": lambda text: re.sub(r"[^\w\s]", "", text).replace(" ", "\\ "),
    "said: {}": lambda text: json.dumps(json.dumps({"password": text})),
}
ANY_SECRET = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=6).map(
    lambda text: f"planted{text}planted"
)
# How a secret may be written that was named; each is found in a text of other characters.
SPELLINGS = {
    "as it is": str,
    "in an address": quote,
    "in an address, wholly": lambda text: quote(text, safe=""),
    "in a form": quote_plus,
    "in an address within an address": lambda text: quote(quote(text, safe=""), safe=""),
    "in lower case": lambda text: re.sub("%..", lambda found: found[0].lower(), quote(text)),
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON of all characters": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "JSON in JSON": lambda text: json.dumps(json.dumps(text)),
    "Python": lambda text: repr(text)[1:-1],
    "HTML": html.escape,
    "HTML by numbers": lambda text: "".join(f"&#{ord(one)};" for one in text),
    "a shell": shlex.quote,
    "SQL": lambda text: text.replace("'", "''"),
    "a user and a password": lambda text: b64encode(f"office:{text}".encode()).decode(),
    "base64": lambda text: b64encode(text.encode()).decode().rstrip("="),
    "base64 of addresses": lambda text: urlsafe_b64encode(f"a{text}b".encode()).decode(),
    "lines of base64": lambda text: encodebytes(f"{'x' * 53}{text}".encode()).decode(),
    "hexadecimal": lambda text: text.encode().hex(),
    "two lines": lambda text: f"{text[:4]}\n  {text[4:]}",
    "two parts": lambda text: f"{text[:4]}' '{text[4:]}",
}


@settings(max_examples=100, deadline=None)
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
        'headers = { Authorization = "ApiKey ${TOKEN}" }',
        "LoadCredential=office:/etc/office",
        "https://example.org/hooks/minzheng?id=201912&t=20200101",
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


def test_what_a_variable_of_the_environment_calls_a_secret_is_one(monkeypatch):
    monkeypatch.setenv("OFFICE_PASSWORD", "from the office")
    monkeypatch.setenv("OFFICE_DESK", "at the window")
    redaction.remember_environment()
    assert printable("from the office, at the window") == "***, at the window"


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=6).map(lambda text: f"planted{text}"), st.sampled_from(sorted(SPELLINGS)))
def test_a_secret_that_was_named_is_found_however_it_is_written(secret, spelling):
    secret = secret.encode(errors="ignore").decode()
    written = SPELLINGS[spelling](secret)
    found = spellings(secret)
    told = found.sub("***", f"before {written} after")
    # What stands around it in quotes stays.
    assert re.sub(r"[\\'\"]", "", told).split() == ["before", "***", "after"], written


@settings(max_examples=100, deadline=None)
@given(ANY_SECRET, st.sampled_from(sorted(QUOTED)))
def test_a_secret_in_quotes_may_have_any_character(secret, form):
    told = redaction.redacted(form.format(QUOTED[form](secret)))
    assert "planted" not in told


@settings(max_examples=100, deadline=None)
@given(ANY_SECRET, st.sampled_from(FORMS), st.sampled_from(["password", "a", "Authorization"]))
def test_json_without_secrets_is_json(secret, form, name):
    record = logging.LogRecord("x", logging.ERROR, "", 0, form.replace("{}", secret), (), None)
    record.facts = {name: form.replace("{}", secret), "facts": [{"token": secret}, {"a": 1}]}
    told = json.loads(FORMATTERS["json"]().format(record))
    assert told["facts"] == [{"token": "***"}, {"a": 1}]
    if name != "a":
        assert told[name] == "***" or secret not in told[name]


def test_what_sources_and_indicators_say_is_no_secret():
    data = Path(redaction.__file__).parent / "data"
    for name in ("sources.csv", "indicators.csv", "indicator_aliases.csv", "metrics.csv"):
        with (data / name).open(encoding="utf-8", newline="") as file:
            for text in {cell for row in csv.reader(file) for cell in row}:
                assert printable(text) == text


@pytest.mark.parametrize("text", ["basic living allowance", "a secret: name it", "no password: x"])
def test_words_are_no_secrets(text):
    assert printable(text) == text


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


@pytest.mark.parametrize(
    "address",
    [
        "https://user:planted@x.cn/a",
        "https://planted@x.cn/a",
        "https://x.cn/?token=planted",
        'http://x"onmouseover=1',
        "http://x/<script>",
    ],
)
def test_the_address_of_a_source_is_one_that_everybody_may_see(address):
    assert not is_public_address(address)


@pytest.mark.parametrize(
    "address", ["https://x.cn/a?id=1&page=2", "http://x.cn/民政?x=1", "https://x.cn:8080/a%20b"]
)
def test_an_ordinary_address_of_a_source_is_good(address):
    assert is_public_address(address)
