"""No secret is shown, whatever it is written in and wherever it is printed."""

import logging

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from minzheng import redaction
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
    "Authorization: Bearer {}",
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
    ],
)
def test_what_is_no_secret_stays(text):
    assert printable(text) == text


def test_a_secret_that_was_named_is_found_wherever_it_turns_up(tmp_path, monkeypatch):
    monkeypatch.setenv("OFFICE_TOKEN", "from the environment")
    (tmp_path / "name").write_text("from a file\n")
    (tmp_path / "office").write_text("from systemd")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    text = f"a=${{OFFICE_TOKEN}} b=${{file:{tmp_path}/name}} c=${{credential:office}}"
    revealed = redaction.revealed(text)
    assert revealed == "a=from the environment b=from a file c=from systemd"
    assert printable(f"the server says: {revealed}") == "the server says: a=*** b=*** c=***"


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
