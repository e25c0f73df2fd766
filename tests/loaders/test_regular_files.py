"""Only regular files are read; anything else is refused with a reason, at once."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from support.databases import query
from support.feeding import figures, file_feed, folder_feed, reloaded, written
from support.loading import load

from minzheng.feeds import config
from minzheng.loaders import run
from minzheng.loaders.files import open_file
from minzheng.loaders.options import LoadOptions

pytestmark = pytest.mark.once


@pytest.fixture
def place():
    """A folder whose path is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="mz-") as path:
        yield Path(path)


def pipe(path):
    os.mkfifo(path)


def bind(path):
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def link_to_device(path):
    path.symlink_to("/dev/zero")


def link_to_process(path):
    path.symlink_to("/proc/self/environ")


def link_to_nothing(path):
    path.symlink_to(path.parent / "nothing")


def link_to_itself(path):
    path.symlink_to(path)


OTHERS = [
    (pipe, "is a pipe"),
    (bind, "is a socket"),
    (link_to_device, "is a device"),
    (Path.mkdir, "is a folder"),
    *([(link_to_process, "is a device")] if Path("/proc/self").exists() else []),
    (link_to_nothing, "No such file"),
    (link_to_itself, "symbolic links"),
]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_is_no_file_is_refused_and_the_files_beside_it_are_loaded(database, place, suffix):
    for number, (make, _words) in enumerate(OTHERS):
        make(place / f"{number}{suffix}")
    figures(place / "some-county-2022.csv")
    *refused, loaded = run.load(database, run.find_files([place]))
    assert (loaded.outcome, loaded.added) == ("loaded", 1)
    assert {result.outcome for result in refused} == {"refused"}
    rejects = [reject for result in refused for reject in result.rejects]
    assert {reject.reason for reject in rejects} == {"unreadable"}
    for reject, (_make, words) in zip(rejects, OTHERS, strict=True):
        assert words in reject.message
    kept = """
        select name, message from ops.reject inner join ops.load_file using (load_file_id)
        order by name
    """
    assert query(database, kept) == [
        (str(place / f"{number}{suffix}"), reject.message) for number, reject in enumerate(rejects)
    ]


def test_a_folder_that_is_named_like_a_file_is_looked_into(database, place):
    figures(place / "parts.csv" / "some-county-2022.csv")
    assert run.find_files([place]) == [place / "parts.csv" / "some-county-2022.csv"]


def test_a_mapping_that_is_no_file_is_refused(database, place):
    pipe(place / "m.toml")
    figures(place / "x.csv")
    options = LoadOptions(source="some-county-2022", mapping=place / "m.toml")
    assert "is a pipe" in load(database, place / "x.csv", options).rejects[0].message


def test_feeds_toml_that_is_no_file_is_refused(place):
    pipe(place / "feeds.toml")
    with pytest.raises(config.ConfigError, match="it is a pipe"):
        config.read(place / "feeds.toml")


@pytest.mark.parametrize(("make", "words"), OTHERS[:4])
def test_a_feed_refuses_what_is_no_file_and_loads_the_others(database, place, make, words):
    figures(place / "counts" / "a.csv")
    make(place / "counts" / "b.csv")
    make(place / "single.csv")
    outcomes = reloaded(database, written(place, folder_feed(), file_feed()))
    for feed in ("counts", "single"):
        (error,) = outcomes[feed].errors
        assert words in error
    assert [result.added for result in outcomes["counts"].results] == [1]


def test_a_link_out_of_the_folder_of_a_feed_is_refused_one_within_is_followed(database, place):
    figures(place / "elsewhere.csv")
    figures(place / "counts" / "versions" / "1.csv")
    (place / "counts" / "a.csv").symlink_to("versions/1.csv")
    (place / "counts" / "b.csv").symlink_to("../elsewhere.csv")
    outcome = reloaded(database, written(place, folder_feed()))["counts"]
    assert [result.name for result in outcome.results] == ["a.csv"]
    (error,) = outcome.errors
    assert "b.csv is a link that leads out of" in error


def test_a_folder_of_a_feed_may_be_a_link_itself(database, place):
    figures(place / "real" / "a.csv")
    (place / "counts").symlink_to("real")
    assert reloaded(database, written(place, folder_feed()))["counts"].errors == []


def test_the_command_ends_at_once_with_a_reason(database, place):
    url = database.url.render_as_string(hide_password=False)
    pipe(place / "x.csv")
    command = [Path(sys.executable).with_name("minzheng"), "--database", url, "load", "x.csv"]
    ended = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert "x.csv:1: row: x.csv is a pipe, not a file [unreadable]" in ended.stderr


def test_opening_says_why_a_path_is_no_file(place):
    assert open_file(place / "none.csv").error.endswith("none.csv: No such file or directory")
    assert "is a folder" in open_file(place).error
