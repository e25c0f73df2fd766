"""The command that reads articles: read."""

import csv
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

import click
from sqlalchemy import Connection

from ..collector import collector_paused
from ..database.statements import execute
from ..database.target import Target
from ..language import in_force, translated
from ..loaders.articles.proposal import Proposal
from ..loaders.articles.proposal_json import to_json
from ..loaders.articles.read_text import read_text
from ..loaders.articles.reader import Reader, read_lists
from ..loaders.articles.source_line import source_line
from ..loaders.articles.unit_scale import Scale, read_scale
from ..loaders.formats.errors import UnreadableTable
from ..loaders.formats.plain_prose import SUFFIXES
from ..loaders.formats.worker import WORKER
from .echo import echo, echo_json
from .path_types import EXISTING, FILE
from .text_table import QUERIES


@dataclass(frozen=True)
class ReadArticle:
    """A text that was read: its file, its characters, and a proposal for each number."""

    path: Path
    text: str
    proposals: list[Proposal]

    @property
    def open_questions(self) -> list[Proposal]:
        """What is left to look at."""
        return [one for one in self.proposals if not one.is_certain and one.same_as is None]


@click.command()
@click.argument("texts", nargs=-1, required=True, type=EXISTING)
@click.option("--area", metavar="CODE|NAME", help="What 全市、我县 … mean, if texts do not say.")
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of publication, by which 今年、目前 … are understood.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the proposals as JSON instead.")
@click.option(
    "--accept-certain",
    is_flag=True,
    help="Load what is certain, and keep the rest in ops.proposal.",
)
@click.option("--source", metavar="CODE", help="Source of the text, if not its name.")
@click.option("--title", help="Title of a source that is new, if not the first line.")
@click.option("--publisher", help="Its publisher.")
@click.option(
    "--review",
    type=FILE,
    metavar="PAGE.html",
    help="Write a page to look through what was read, and to save the ledger from.",
)
@click.option("--force", is_flag=True, help="Write over a ledger that is there.")
@click.pass_obj
def read(
    target: Target,
    texts: tuple[Path, ...],
    area: str | None,
    published: datetime | None,
    as_json: bool,
    accept_certain: bool,
    source: str | None,
    title: str | None,
    publisher: str | None,
    review: Path | None,
    force: bool,
) -> None:
    """Read articles: find every number, and say what it is.

    TEXTS are texts, pages (HTML) and documents (DOCX), or folders of them. Beside each are written
    a ledger, NAME.csv: a row for each number with its meaning, how sure that is, and why; and the
    line that the list of sources needs, NAME.source.csv. Look through the ledger, then load both.
    With --review it is a page instead, that shows each number where it stands and saves the ledger.
    Of a page or document the text is written too (NAME.txt), since the places of the numbers are
    counted in it. Exit code 1 means that something is left to look at.
    """
    paths = find_texts(texts)
    day = published.date() if published else None
    if len(paths) > 1 and (source or review):
        raise click.UsageError(_("--source and --review are of one text, there are several"))
    if accept_certain:
        sys.exit(accept(target, paths, source, area, title, publisher, day))
    with collector_paused(), target.engine.connect() as connection:
        reader = read_lists(connection)
        code = reader.places.code_of(area) if area else None
        scale = read_scale(connection)
        articles = [read_article(connection, reader, scale, path, code, day) for path in paths]
        if as_json:
            print_json(articles)
        else:
            for article in articles:
                code_of = source or article.path.stem
                line = source_line(article.text, code_of, title, publisher, day)
                place = review or write(article, scale, force)
                print_summary(article, place, write_source(article, line), published is not None)
        if review:
            name = source or articles[0].path.stem
            write_page(connection, articles[0], review, title or name, name, code, day)
    sys.exit(int(any(article.open_questions for article in articles)))


def accept(
    target: Target,
    paths: Sequence[Path],
    source: str | None,
    area: str | None,
    title: str | None,
    publisher: str | None,
    day: date | None,
) -> int:
    """Load what is certain of the texts and keep the rest; the exit code."""
    # What loads is imported here, as below what writes: reading alone takes less time than that.
    from ..loaders import run
    from ..loaders.options import LoadOptions
    from .load_output import print_results, print_waiting

    options = LoadOptions(source, area, None, title, publisher, day, kind="article")
    results = run.load(target.engine, paths, options, on_wait=print_waiting)
    return max(print_results(results), print_left(target))


def print_left(target: Target) -> int:
    """Say how much is left to decide, by source; the exit code: 1 if anything is."""
    with target.engine.connect() as connection:
        left = execute(connection, QUERIES, "proposals_left").all()
    for source, count in left:
        words = ngettext(
            "{source}: {count} number to look at, in ops.proposal",
            "{source}: {count} numbers to look at, in ops.proposal",
            count,
        )
        echo(words.format(source=source, count=count))
    return int(bool(left))


def find_texts(texts: Sequence[Path]) -> list[Path]:
    """The files named, and for a folder the texts in it."""
    found: list[Path] = []
    for path in texts:
        if path.is_dir():
            texts_in = {one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES}
            # The text of a page or document, as it was written beside it.
            copies = {one.with_suffix(".txt") for one in texts_in if one.suffix != ".txt"}
            found += sorted(texts_in - copies)
        else:
            found.append(path)
    if not found:
        words = _("no text ({suffixes}) in {folder}")
        message = words.format(suffixes=", ".join(SUFFIXES), folder=texts[0])
        raise click.ClickException(message)
    return found


def read_article(
    connection: Connection,
    reader: Reader,
    scale: Scale,
    path: Path,
    area: str | None,
    day: date | None,
) -> ReadArticle:
    """A text with its proposals; what was decided of it before is kept."""
    try:
        text = WORKER.read_prose(path)
    except UnreadableTable as error:
        raise click.ClickException(f"{path}: {translated(str(error))}") from error
    proposals = read_text(connection, reader, scale, text, area=area, published=day)
    return ReadArticle(path, text, proposals)


def write(article: ReadArticle, scale: Scale, force: bool) -> Path:
    """The ledger beside a text; of a page or document its text too."""
    from ..loaders.kinds.ledger.ledger_draft import write_ledger

    ledger = article.path.with_suffix(".csv")
    try:
        with ledger.open("w" if force else "x", encoding="utf-8", newline="") as out:
            write_ledger(article.proposals, scale, out)
    except FileExistsError as error:
        raise click.ClickException(
            _("{ledger} exists; --force writes over it, --json prints instead").format(
                ledger=ledger
            )
        ) from error
    if article.path.suffix.lower() != ".txt":
        article.path.with_suffix(".txt").write_bytes(article.text.encode())
    return ledger


def write_page(
    connection: Connection,
    article: ReadArticle,
    place: Path,
    title: str,
    source: str,
    area: str | None,
    day: date | None,
) -> None:
    """The page to look through a text."""
    from ..outputs.review import Review, read_review_lists, write_review

    named = {one.area for one in article.proposals if one.area}
    lists = read_review_lists(connection, area, named)
    page = Review(
        article.text, article.proposals, lists, title, source, area, day, language=in_force()
    )
    write_review(page, place)


def write_source(article: ReadArticle, line: Mapping[str, object]) -> Path:
    """The line of the list of sources that a text needs, in a file beside it."""
    place = article.path.with_suffix(".source.csv")
    with place.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, line, lineterminator="\n")
        writer.writeheader()
        writer.writerow(line)
    return place


def print_summary(article: ReadArticle, place: Path, line: Path, is_dated: bool) -> None:
    """What was found, and how it is loaded."""
    figures = [one for one in article.proposals if one.disposition != "neither"]
    left = len(article.open_questions)
    words = ngettext(
        "{file}: {count} number, of them {figures} figures: {certain} certain, {left} to look at",
        "{file}: {count} numbers, of them {figures} figures: {certain} certain, {left} to look at",
        len(article.proposals),
    )
    echo(
        words.format(
            file=article.path,
            count=len(article.proposals),
            figures=len(figures),
            certain=len(figures) - left,
            left=left,
        )
    )
    is_page = place.suffix != ".csv"
    ledger = _("the ledger that the page saves") if is_page else str(place)
    words = _("  page to look through: {path}") if is_page else _("  ledger: {path}")
    echo(words.format(path=place))
    if left and not is_page:
        # A ledger that is loaded is taken as decided, what is not certain too.
        echo(_("  loading it takes all of it as decided: look through it first, or with --review"))
    echo(_("  to load it: minzheng load {line} {ledger}").format(line=line, ledger=ledger))
    if figures and all(one.area is None for one in figures):
        echo(_("  No area is named: say with --area what 全市、我县 … mean."))
    if not is_dated and any(one.period is None for one in figures):
        echo(_("  Some figures have no time: say with --published when the text was published."))


def print_json(articles: Sequence[ReadArticle]) -> None:
    """One list; of several texts each object names its file."""
    rows = [
        ({"file": str(article.path)} if len(articles) > 1 else {}) | to_json(proposal)
        for article in articles
        for proposal in article.proposals
    ]
    echo_json(rows, indent=1)
