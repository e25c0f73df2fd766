"""The command that reads articles: read."""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click
from sqlalchemy import Connection

from ..database.target import Target
from ..loaders.articles import cross_checks, decided
from ..loaders.articles.mentions import digit_runs
from ..loaders.articles.proposal import Proposal
from ..loaders.articles.proposal_json import to_json
from ..loaders.articles.reader import Reader, read_lists
from ..loaders.articles.unit_scale import Scale, read_scale
from ..loaders.formats.errors import UnreadableTable
from ..loaders.formats.prose import SUFFIXES
from ..loaders.formats.worker import WORKER
from ..loaders.kinds.ledger.ledger_draft import write_ledger
from .echo import echo


@dataclass(frozen=True)
class Article:
    """A text that was read: its file, its characters, and a proposal for each number."""

    path: Path
    text: str
    proposals: list[Proposal]

    @property
    def open_questions(self) -> list[Proposal]:
        """What is left to look at."""
        return [one for one in self.proposals if not one.is_certain and not one.same_as]

    @property
    def number_count(self) -> int:
        """How many numbers the text prints in digits, as the list of sources says it."""
        return len(digit_runs(self.text))


@click.command()
@click.argument("texts", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--area", metavar="CODE|NAME", help="What 全市, 我县 … mean, if the text does not say.")
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of publication, by which 今年, 目前 … are understood.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the proposals as JSON instead.")
@click.option("--force", is_flag=True, help="Write over a ledger that is there.")
@click.pass_obj
def read(
    target: Target,
    texts: tuple[Path, ...],
    area: str | None,
    published: datetime | None,
    as_json: bool,
    force: bool,
) -> None:
    """Read articles: find every number, and say what it is.

    TEXTS are texts, pages (HTML) and documents (DOCX), or folders of them. Beside each a ledger is
    written, NAME.csv: a row for each number with its meaning, how sure that is, and why. Look
    through it, and load it with minzheng load. Of a page or document the text is written too
    (NAME.txt), since the places of the numbers are counted in it. Exit code 1 means that something
    is left to look at.
    """
    paths = find_texts(texts)
    day = published.date() if published else None
    with target.engine.connect() as connection:
        reader = read_lists(connection)
        code = reader.places.code_of(area) if area else None
        scale = read_scale(connection)
        articles = [read_article(connection, reader, scale, path, code, day) for path in paths]
        if as_json:
            print_json(articles)
        else:
            for article in articles:
                write(article, scale, force)
                print_summary(article, published is not None)
    sys.exit(int(any(article.open_questions for article in articles)))


def find_texts(texts: Sequence[Path]) -> list[Path]:
    """The files named, and for a folder the texts in it."""
    found: list[Path] = []
    for path in texts:
        if path.is_dir():
            found += sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES)
        else:
            found.append(path)
    if not found:
        raise click.ClickException(f"no text ({', '.join(SUFFIXES)}) in {texts[0]}")
    return found


def read_article(
    connection: Connection,
    reader: Reader,
    scale: Scale,
    path: Path,
    area: str | None,
    day: date | None,
) -> Article:
    """A text with its proposals; what was decided of it before is kept."""
    try:
        text = WORKER.read_prose(path)
    except UnreadableTable as error:
        raise click.ClickException(f"{path}: {error}") from error
    known = decided.find_source(connection, sha256_of(text))
    if known is not None:
        day = day or known.published_on
    proposals = reader.read(text, area, day)
    cross_checks.check_known(connection, proposals, scale)
    if known is not None:
        decided.apply(connection, known.source_id, proposals)
    return Article(path, text, proposals)


def write(article: Article, scale: Scale, force: bool) -> None:
    """The ledger beside a text; of a page or document its text too."""
    ledger = article.path.with_suffix(".csv")
    try:
        with ledger.open("w" if force else "x", encoding="utf-8", newline="") as out:
            write_ledger(article.proposals, scale, out)
    except FileExistsError as error:
        raise click.ClickException(
            f"{ledger} exists; --force writes over it, --json prints instead"
        ) from error
    if article.path.suffix.lower() != ".txt":
        article.path.with_suffix(".txt").write_bytes(article.text.encode())


def print_summary(article: Article, is_dated: bool) -> None:
    """What was found, and what sources.csv must say of the text."""
    kinds = Counter(one.disposition for one in article.proposals)
    left, certain = len(article.open_questions), sum(one.is_certain for one in article.proposals)
    found = f"{counted(len(article.proposals), 'number')}: {counted(kinds['observation'], 'figure')}"
    echo(
        f"{article.path}: {found}, {counted(kinds['comparison'], 'comparison')},"
        f" {kinds['neither']} neither; {certain} certain, {left} to look at"
    )
    echo(f"  ledger: {article.path.with_suffix('.csv')}")
    figures = [one for one in article.proposals if one.disposition != "neither"]
    if figures and all(one.area is None for one in figures):
        echo("  No area is named: say with --area what 全市, 我县 … mean.")
    if not is_dated and figures and any(one.period is None for one in figures):
        echo("  Some figures have no time: say with --published when the text was published.")
    echo(f"  sources.csv: sha256 {sha256_of(article.text)}, number_count {article.number_count}")


def counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def print_json(articles: Sequence[Article]) -> None:
    """One list; of several texts each object names its file."""
    rows = [
        ({"file": str(article.path)} if len(articles) > 1 else {}) | to_json(proposal)
        for article in articles
        for proposal in article.proposals
    ]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
