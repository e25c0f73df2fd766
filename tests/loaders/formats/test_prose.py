import zipfile

import pytest

from minzheng.loaders.formats.errors import UnreadableTable
from minzheng.loaders.formats.worker import WORKER

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def document(path, body):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{OFFICE}"'
            ' Target="word/document.xml"/></Relationships>',
        )
        text = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", text)
    return path


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_a_document_is_its_paragraphs_as_they_are_seen(tmp_path):
    raised = run("1", "<w:vertAlign w:val='superscript'/>")
    body = (
        f"<w:p>{run('城市低保')}{run('1200')}{raised}</w:p>"
        f"<w:p>{run('人')}{run('900', '<w:strike/>')}</w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{run('77')}</w:p></w:tc></w:tr></w:tbl>"
    )
    path = document(tmp_path / "a.docx", body)
    assert WORKER.read_prose(path) == "城市低保1200\n人"


def test_a_page_is_its_lines_without_what_is_hidden_raised_or_struck_out(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<!doctype html><html><head><title>t 1</title></head><body><nav>2</nav>"
        "<h1>题目</h1><div>低保<b>3</b>万人<sup>4</sup><s>5</s></div><p hidden>6</p>"
        "<script>var a = 7</script></body></html>",
        encoding="utf-8",
    )
    assert WORKER.read_prose(path) == "题目\n低保3万人"


def test_a_text_may_be_in_the_encodings_of_offices(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("城市低保1.2万人".encode("gb18030"))
    assert WORKER.read_prose(path) == "城市低保1.2万人"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\xd8", b"PK\x03\x04broken"])
def test_what_is_no_text_is_refused_with_a_reason(tmp_path, content):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableTable):
        WORKER.read_prose(path)
