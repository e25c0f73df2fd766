from pathlib import Path

import pytest

from minzheng import data
from minzheng.feeds import config

EXAMPLE = Path(data.__path__[0]) / "feeds.example.toml"


def complaint(tmp_path, text):
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(config.ConfigError) as error:
        config.read(path)
    return str(error.value).replace(f"{path}:", "")


def test_the_example_is_right():
    feeds = config.read(EXAMPLE)
    assert list(feeds.feeds) == ["codes", "monthly", "standards"]
    assert feeds.feeds["standards"].max_bytes == 20_000_000
    assert feeds.feeds["monthly"].options_for("2024-03").source == "yunnan-monthly-2024-03"
    assert len(feeds.hooks) == 2


def test_every_error_is_told_at_once_with_line_and_key(tmp_path):
    found = complaint(
        tmp_path,
        """
colour = "red"
[feeds.a]
folder = "a"
url = "https://example.org/a.csv"
cadence = "0 25 * * *"
timezone = "Mars/Olympus"
grace = "soon"

[feeds.b]
file = "b.csv"
mapping = "none.toml"
after = ["c"]
max_bytes = 5
folders = "b"

[[hooks]]
on = ["failed"]
[[hooks]]
on = ["dawn"]
command = []
""",
    )
    lines = found.splitlines()
    assert [":".join(line.split(": ")[:2]) for line in lines] == [
        "2:colour",
        "3:feeds.a",
        "6:feeds.a.cadence",
        "7:feeds.a.timezone",
        "8:feeds.a.grace",
        "12:feeds.b.mapping",
        "13:feeds.b.after",
        "14:feeds.b.max_bytes",
        "15:feeds.b.folders",
        "17:hooks[1]",
        "20:hooks[2].on",
        "21:hooks[2].command",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("feeds = 3", "each feed is a table"),
        ("", "no feed is named"),
        ("[feeds.a", "Expected ']'"),
        ("[feeds.a]\nfile == 3", "line 2"),
        ("[feeds.a]", "give one of folder, file and url, not none"),
        ("[feeds.a]\nfolder = 'a'\nsource = 'one'", "must have {name}"),
        ("[feeds.a]\nfolder = 'a'\npatterns = ['../*.csv']", "leads out of the folder"),
        ("[feeds.a]\nurl = 'ftp://a/b'", "http:// or https://"),
        ("[feeds.a]\nurl = 'http://user:secret@a/b'", "with a password would be shown"),
        ("[feeds.a]\nurl = 'https://planted12@a/b'", "with a token before @"),
        (
            "[feeds.a]\nfile = 'a'\n[[hooks]]\ncommand = ['curl', '--token=planted12']",
            "a command holds a secret",
        ),
        (
            "[feeds.a]\nfile = 'a'\n[[hooks]]\ncommand = ['curl', '-H', 'X-Api-Key: planted12']",
            "a command holds a secret",
        ),
        ("[feeds.a]\nfolder = 'a'\ncadence = '* * *'", "must have five fields"),
        ("[feeds.a]\nfolder = 'a'\ncadence = '0 0 31 2 *'", "there is no such day"),
        ("[feeds.a]\nfolder = 'a'\nperiod = 'lately'", "is not a period"),
        ("[feeds.a]\nfolder = 'a'\npublished = 'lately'", "is not a day"),
        ("[feeds.a]\nfolder = 'a'\nattempts = 0", "is less than 1"),
        ("[feeds.a]\nfolder = 'a'\nkeep_going = 'yes'", "not true or false"),
        ("[feeds.a]\nfolder = 'a'\npriority = true", "not a whole number"),
        ("[feeds.'a b']\nfolder = 'a'", "a name may have letters"),
        ("[feeds.a]\nfolder = 'a'\ngrace = '99999999999999999 d'", "more than 3650 d"),
        ("[feeds.a]\nfolder = 'a'\ntimeout = '0 s'", "leaves no time"),
        ("[feeds.a]\nfolder = 'a'\nsettle = '4000 d'", "more than 3650 d"),
        (f"[feeds.a]\nfolder = 'a'\nretry = '{'9' * 400} s'", "more than 3650 d"),
        ("[feeds.a]\nfolder = 'a'\nattempts = 1000", "more than 20"),
        (f"[feeds.a]\nfolder = 'a'\npriority = {10**30}", "beyond"),
        ("[feeds.a]\nfolder = 'a'\nmax_bytes = '0 B'", "not between 1 B and"),
        (f"[feeds.a]\nfolder = 'a'\nmax_bytes = '{'9' * 400} GB'", "not between 1 B and"),
        ("[feeds.a]\nfolder = 'a'\npatterns = ['**a']", "is not a pattern"),
        ('[feeds.a]\nfolder = "a\\u0000b"', "control character"),
        ('[feeds.a]\nfile = "a"\ntitle = "a\\u202eb"', "control character"),
        ("[feeds.a]\nurl = 'http://a:99999/b'", "http:// or https://"),
        ("[feeds.a]\nurl = 'http://a/b c'", "http:// or https://"),
        ("rejects = 0\n[feeds.a]\nfolder = 'a'", "is less than 1"),
        (
            "[feeds.a]\nfile = 'a'\n[[hooks]]\nurl = 'http://a'\ntimeout = '0 s'",
            "leaves no time",
        ),
        ("hooks = 1\n[feeds.a]\nfolder = 'a'", "each hook is a table"),
    ],
)
def test_what_is_wrong_is_said_in_words(tmp_path, text, message):
    assert message in complaint(tmp_path, text)


def test_a_circle_of_needs_is_told(tmp_path):
    text = "[feeds.a]\nfile = 'a'\nafter = ['b']\n[feeds.b]\nfile = 'b'\nafter = ['a']"
    assert "a cycle" in complaint(tmp_path, text)


def test_feeds_come_in_the_order_of_needs_then_priority_then_name(tmp_path):
    path = tmp_path / "feeds.toml"
    tables = ["a", "b", "c\npriority = 5", "d\npriority = 9\nafter = ['b']"]
    feeds = [table.split("\n", 1) for table in tables]
    text = [f"[feeds.{name}]\nfile = 'x'\n{''.join(rest)}" for name, *rest in feeds]
    path.write_text("\n".join(text), encoding="utf-8")
    assert list(config.read(path).feeds) == ["c", "a", "b", "d"]


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(config.ConfigError, match="No such file"):
        config.read(tmp_path / "none.toml")
    (tmp_path / "feeds.toml").write_bytes(b"[feeds.\xff]")
    with pytest.raises(config.ConfigError, match="utf-8"):
        config.read(tmp_path / "feeds.toml")
