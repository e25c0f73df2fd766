"""ZIP archives: each member is a file of its own."""

import zipfile

import pytest
from support import made_files
from support.databases import query

from minzheng.loaders import run
from minzheng.loaders.options import LoadOptions

pytestmark = pytest.mark.once

OPTIONS = LoadOptions(source="archived", title="x", area="530100")
FILES = """
    select name, path, outcome, added from ops.load_file
    where path like '%.zip%'
    order by load_file_id
"""


def table(year, value):
    head = f"{year}年12月低保人数统计表,\n地区,城市低保人数(人)\n"
    return f"{head}五华区,{value}\n盘龙区,{value + 1}\n".encode()


def load(engine, path, **options):
    return list(run.load(engine, [path], OPTIONS, **options))


def flagged(content, flag):
    """An archive with a flag set in all headers of its members."""
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        while start >= 0:
            content = (
                content[: start + at]
                + bytes([content[start + at] | flag])
                + content[start + at + 1 :]
            )
            start = content.find(signature, start + 4)
    return content


def test_each_member_is_a_file_of_its_own(reference_engine, tmp_path):
    made_files.docx(
        tmp_path,
        made_files.docx_table(
            [["2021年12月低保", ""], ["地区", "城市低保人数(人)"], ["五华区", "9"]]
        ),
    )
    document = (tmp_path / "table.docx").read_bytes()
    members = {"2019/a.csv": table(2019, 10), "b.csv": table(2020, 20), "c.docx": document}
    path = made_files.zipped(tmp_path, members)
    results = load(reference_engine, path)
    assert [(one.name, one.outcome) for one in results] == [
        (f"{path}!2019/a.csv", "loaded"),
        (f"{path}!b.csv", "loaded"),
        (f"{path}!c.docx", "loaded"),
    ]
    assert query(reference_engine, FILES) == [
        (f"{path}!{name}", f"{path}!{name}", "loaded", added)
        for name, added in (("2019/a.csv", 2), ("b.csv", 2), ("c.docx", 1))
    ]
    assert [one.outcome for one in load(reference_engine, path)] == ["unchanged"] * 3


def test_a_member_that_changed_is_loaded_alone(reference_engine, tmp_path):
    made_files.zipped(tmp_path, {"a.csv": table(2019, 10), "b.csv": table(2020, 20)})
    load(reference_engine, tmp_path / "tables.zip")
    path = made_files.zipped(tmp_path, {"a.csv": table(2019, 10), "b.csv": table(2020, 21)})
    found = [(one.outcome, one.revised) for one in load(reference_engine, path)]
    assert found == [("unchanged", 0), ("loaded", 2)]


def test_members_that_cannot_be_read_are_refused_by_name(reference_engine, tmp_path):
    inner = made_files.zipped(tmp_path, {"x.csv": table(2018, 1)}, "inner.zip").read_bytes()
    link = zipfile.ZipInfo("link.csv")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    members = {
        "good.csv": table(2019, 10),
        "inner.zip": inner,
        "named.csv": inner,
        "../up.csv": table(2020, 1),
        "/root.csv": table(2020, 1),
        "bomb.csv": b"0," * (1 << 20),
        "e\x1b[31m.csv": table(2020, 1),
        "说明.pdf": b"%PDF-1.4",
        link: b"/etc/passwd",
        "folder.csv/": table(2020, 1),
        ".DS_Store": b"\0",
        "__MACOSX/good.csv": b"\0",
    }
    found = load(reference_engine, made_files.zipped(tmp_path, members))
    said = {
        one.name.rpartition("!")[2]: (one.outcome, *(r.message for r in one.rejects))
        for one in found
    }
    assert said.pop("good.csv") == ("loaded",)
    assert {name: words for name, (_outcome, words) in said.items() if name != "说明.pdf"} == {
        "inner.zip": "an archive within an archive: unpack it",
        "named.csv": "an archive within an archive: unpack it",
        "../up.csv": "its name leads out of the archive",
        "/root.csv": "its name leads out of the archive",
        "bomb.csv": "it unfolds to 2 MB",
        "e\\u001b[31m.csv": "its name has a control character",
        "folder.csv/": "a folder that holds characters",
        "link.csv": "a link in the archive, not a file",
    }
    assert said["说明.pdf"][1].startswith(
        "a PDF does not say which characters are a column: open it"
    )


def test_names_in_gbk_and_with_backslashes(reference_engine, tmp_path):
    path = made_files.zipped(tmp_path, {"KUNMING\\12.csv": table(2019, 10)})
    content = path.read_bytes().replace(b"KUNMING", "昆明表".encode("gbk") + b"1")
    path.write_bytes(content)
    assert [(one.name, one.outcome) for one in load(reference_engine, path)] == [
        (f"{path}!昆明表1/12.csv", "loaded")
    ]


def test_encrypted_damaged_and_repeated_members_do_not_stop_the_others(reference_engine, tmp_path):
    path = made_files.zipped(tmp_path, {"a.csv": table(2019, 10)})
    path.write_bytes(flagged(path.read_bytes(), 1))
    (result,) = load(reference_engine, path)
    assert result.rejects[0].message == "encrypted: pack it without a password"
    path = made_files.zipped(tmp_path, {"a.csv": table(2019, 10), "b.csv": table(2020, 20)})
    content = bytearray(path.read_bytes())
    content[50] ^= 0xFF
    path.write_bytes(content)
    damaged, good = load(reference_engine, path)
    assert damaged.rejects[0].message == "it is damaged: it cannot be unpacked"
    assert good.outcome == "loaded"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(reference_engine, tmp_path):
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr("a.csv", table(2019, 10))
        archive.writestr("a.csv", table(2019, 11))
    found = load(reference_engine, tmp_path / "twice.zip")
    assert {one.rejects[0].message for one in found} == {"2 members of the archive have this name"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 cut", "it is cut off, or in several volumes"),
        (b"PK\x05\x06" + b"\0" * 18, "an archive without files"),
    ],
)
def test_archives_that_cannot_be_unpacked_are_refused(reference_engine, tmp_path, content, words):
    (tmp_path / "a.zip").write_bytes(content)
    (result,) = load(reference_engine, tmp_path / "a.zip")
    assert words in result.rejects[0].message
    assert query(reference_engine, FILES)[0][:1] == (str(tmp_path / "a.zip"),)


def test_archives_that_unfold_to_too_much_are_refused(reference_engine, tmp_path):
    blocks = {f"{number}.csv": b"0," * (1 << 19) for number in range(520)}
    path = made_files.zipped(tmp_path, blocks, compresslevel=1)
    (result,) = load(reference_engine, path)
    assert result.rejects[0].message == "it unfolds to more than 512 MB: unpack it"


def test_a_document_that_is_called_an_archive_is_read(reference_engine, tmp_path):
    rows = [["2019年12月低保人数统计表", ""], ["地区", "城市低保人数(人)"], ["五华区", 12]]
    made_files.xlsx(tmp_path, rows, name="a.zip")
    (result,) = load(reference_engine, tmp_path / "a.zip")
    assert (result.outcome, result.added) == ("loaded", 1)


def test_rejected_members_are_loaded_again_from_their_archive(reference_engine, tmp_path):
    bad = table(2020, 20).replace("盘龙区".encode(), "灯笼区".encode())
    path = made_files.zipped(tmp_path, {"a.csv": table(2019, 10), "b.csv": bad})
    assert [one.outcome for one in load(reference_engine, path)] == ["loaded", "refused"]
    made_files.zipped(tmp_path, {"a.csv": table(2019, 10), "b.csv": table(2020, 20)})
    (again,) = run.load_rejected(reference_engine)
    assert (again.name, again.outcome, again.added) == (f"{path}!b.csv", "loaded", 2)


def test_a_member_that_is_gone_is_told(reference_engine, tmp_path):
    path = made_files.zipped(tmp_path, {"b.csv": table(2020, 20).replace(b"20\n", b"x\n")})
    load(reference_engine, path)
    made_files.zipped(tmp_path, {"a.csv": table(2019, 10)})
    (again,) = run.load_rejected(reference_engine)
    assert again.rejects[0].message == "b.csv is no longer in tables.zip"
