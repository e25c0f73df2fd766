"""A sheet cut into tables: each header with the rows below it and the texts around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..formats.sheet import Sheet
from ..resolve.lexicon import take_apart
from . import notes, table_headers
from .context import Context, find_preamble, find_topic, read_context, read_texts
from .table_headers import Header

CONTINUED = re.compile(r"\s*(?:[(\uff08]?续表?|续上表)")


@dataclass(frozen=True)
class Block:
    """A table: the rows above its header, its header, its rows of data and its notes."""

    above: range
    header: Header
    data: range
    notes: range
    context: Context


def split_into_blocks(sheet: Sheet) -> Iterator[Block]:
    """Every table of a sheet; 续表 has the period, area and unit of the table it continues."""
    if found := table_headers.find_headers(sheet):
        yield from divide(sheet, found)


def divide(sheet: Sheet, found: list[Header]) -> Iterator[Block]:
    above, floor = [], 0
    for header in found:
        own = find_preamble(sheet, header, floor)
        above.append(notes.without_notes_before(sheet, own) if floor else own)
        floor = header.end
    ends = [rows.start for rows in above[1:]] + [len(sheet.rows)]
    blocks: list[Block] = []
    for header, rows, end in zip(found, above, ends, strict=True):
        blocks.append(make_block(sheet, header, rows, end, blocks[-1] if blocks else None))
    yield from reversed(list(share_doubts(blocks)))


def share_doubts(blocks: list[Block]) -> Iterator[Block]:
    """The parts of each table, the last first: a note below 续表 is of those before it too."""
    later = None
    for block in reversed(blocks):
        own = block.context
        if later is not None and later.title == own.title:
            own = replace(own, doubts=own.doubts + later.doubts)
        yield replace(block, context=own)
        later = own


def make_block(sheet: Sheet, header: Header, above: range, end: int, before: Block | None) -> Block:
    noted = notes.find_first(sheet, header.end, end)
    own = read_context(sheet, above, range(noted, end))
    lines = notes.read_lines(sheet, range(noted, end))
    table = read_texts(sheet, range(header.start, noted))
    own = replace(
        own,
        units=tuple(dict.fromkeys((*own.units, *notes.find_units(lines)))),
        doubts=tuple(notes.find_doubts(lines, own.period, table)),
    )
    if before is not None:
        own = inherit(own, before.context)
    return Block(above, header, range(header.end, noted), range(noted, end), own)


def inherit(own: Context, before: Context) -> Context:
    # A header that is printed again, or has a unit or a place alone over it, is of the same table.
    is_continued = CONTINUED.match(own.title) is not None or not take_apart(find_topic(own.title))
    says_period = own.period or own.conflict
    return replace(
        own,
        title=before.title if is_continued else own.title,
        captions=own.captions or (before.captions if is_continued else ()),
        about=own.about or before.about,
        period=own.period if says_period else before.period,
        form=own.form or (None if says_period else before.form),
        titled=own.titled or before.titled,
        units=own.units or before.units,
        notes=own.notes or before.notes,
    )
