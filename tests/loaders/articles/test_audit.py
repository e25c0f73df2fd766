import pytest
from support.ledgers import TEXT, place, rows, source
from support.loading import load_ledger, load_list

from minzheng.loaders.articles import audit


@pytest.fixture
def article(reference_engine, tmp_path):
    """Loads a ledger of the small article, then audits it against a text."""

    def audited(records, content=TEXT, number_count=7):
        assert not load_list(reference_engine, tmp_path, "sources", [source(number_count)]).rejects
        assert not load_ledger(reference_engine, tmp_path, records).rejects
        (tmp_path / "article.txt").write_text(content, encoding="utf-8")
        with reference_engine.connect() as connection:
            findings = audit.audit(connection, tmp_path)
        return next(finding for finding in findings if finding.source == "some-county-2022")

    return audited


def test_a_ledger_that_accounts_for_every_number_passes(article):
    finding = article(rows())
    assert finding.faults == []
    assert finding.row == ("some-county-2022", "article.txt", 7, 7, 5, 1, 1, 0)


def test_a_number_without_disposition_fails(article):
    finding = article(rows()[1:], number_count=6)
    assert finding.unaccounted == 1
    assert finding.faults == ["char=0,4 has no disposition: 2022"]


def test_characters_that_differ_from_the_text_fail(article):
    records = rows()
    records[0] = {**place("2022年"), "printed": "2021年"}
    records[0] |= {"disposition": "neither", "reason": "date"}
    (fault,) = article(records).faults
    assert fault == "char=0,5 is '2022年', not '2021年'"


def test_a_text_that_is_not_the_one_of_the_source_fails(article):
    (fault,) = article(rows(), content=TEXT + " ").faults
    assert "SHA-256" in fault
