"""Prints what is recognised in a file: sheets, the figures they give, and the other cells."""

from collections.abc import Iterable, Sequence
from gettext import gettext as _

from sqlalchemy import Connection, text

from ..language import N_, in_force, in_language, translated
from ..loaders.files import NO_FAULT, UnreadableFile
from ..loaders.kinds import published
from ..loaders.kinds.mapping import draft as mapping_draft
from ..loaders.kinds.published import ReadCell, TidyRow, Unresolved
from ..loaders.kinds.registry import RecognisedFile
from ..loaders.sheets.forms import Description
from .echo import echo
from .text_table import listed, width

# How a table is laid out, and what its cells are, as the readers of tables call it.
LAYOUTS = (N_("report"), N_("areas"), N_("years"))
KINDS = (
    N_("figure"),
    N_("earlier"),
    N_("growth"),
    N_("blank"),
    N_("label"),
    N_("area"),
    N_("area code"),
    N_("period"),
    N_("unit"),
    N_("code"),
    N_("serial"),
    N_("note"),
    N_("unknown"),
    N_("title"),
    N_("header"),
    N_("problem"),
    N_("unread"),
)

AREA_NAMES = text(
    "select area_code, area_name, area_name_en from mart.area"
    " where area_code = any(cast(:codes as text[]))"
)


def print_description(connection: Connection, recognised: RecognisedFile) -> bool:
    """Print what each sheet of a file was taken for; whether all of it can be resolved."""
    file, kind = recognised.file, recognised.kind
    if kind is None:
        return _print_unreadable(file.label, recognised.error)
    if kind is not published.PUBLISHED:
        meaning = in_language(kind.meaning, kind.meaning_en)
        echo(file.label)
        echo(_line(_("kind"), f"{kind.name}: {meaning}"))
        return True
    is_right, found = True, 0
    try:
        for sheet, description, cells in published.describe(connection, file):
            echo(f"{file.label}{f', {sheet.name}' if sheet.name else ''}")
            echo("\n".join([*_form_lines(description), *_figure_lines(connection, cells)]))
            is_right &= _print_unresolved(file.label, cells)
            found += sum(not isinstance(cell.row, Unresolved) for cell in cells)
    except UnreadableFile as error:
        return _print_unreadable(file.label, str(error))
    if is_right and not found:
        return _print_unreadable(file.label, published.NO_FIGURE)
    return is_right


def print_draft(connection: Connection, recognised: RecognisedFile) -> bool:
    """Print a mapping file to start from for each sheet of a file; whether it can be read."""
    try:
        for sheet in published.read_sheets(recognised.file):
            echo(mapping_draft.draft(connection, sheet))
    except UnreadableFile as error:
        return _print_unreadable(recognised.file.label, str(error))
    return True


def _print_unreadable(label: str, message: str) -> bool:
    echo(f"{label}: {translated(message)} [unreadable]", err=True)
    return False


def _form_lines(description: Description) -> Iterable[str]:
    periods = [_period(start, end) for start, end in description.periods]
    cells = [f"{count} {_(kind)}" for kind, count in sorted(description.cells.items())]
    lists: dict[str, Sequence[str]] = {
        _("layout"): [_(layout) for layout in description.layouts],
        _("header rows"): list(map(str, description.header_rows)),
        _("units"): description.units,
        _("areas"): description.areas,
        _("periods"): periods,
        _("cells"): cells,
    }
    return (_line(name, listed(values) or _("none")) for name, values in lists.items())


def _figure_lines(connection: Connection, cells: Sequence[ReadCell]) -> Iterable[str]:
    """The figures, one line for each indicator and breakdown: the first of them, and how many."""
    # Here, since the other commands do without the report.
    from ..outputs.report.names import names

    series: dict[tuple[str | None, str | None], list[TidyRow]] = {}
    for cell in cells:
        if not isinstance(cell.row, Unresolved):
            key = cell.row["indicator"], cell.row["breakdown"]
            series.setdefault(key, []).append(cell.row)
    yield _line(_("figures"), str(sum(map(len, series.values()))))
    known = names(connection, in_force())
    codes = [first["area"] for first, *_others in series.values()]
    areas = {
        code: in_language(name, name_en)
        for code, name, name_en in connection.execute(AREA_NAMES, {"codes": codes})
    }
    for (indicator, breakdown), (first, *others) in series.items():
        period = _period(first["period_start"], first["period_end"])
        unit = _named(known.units.get(first["unit"] or ""), first["unit"])
        printed = f"{first['printed']} {first['carried'] or ''}{unit}"
        more = _(", and {count} more").format(count=len(others)) if others else ""
        named = (
            _named(known.indicators.get(indicator or ""), indicator),
            _named(known.breakdown(breakdown or "total", indicator or ""), breakdown),
            _named(areas.get(first["area"]), first["area"]),
        )
        yield _line("", f"{' '.join(named)} {period} = {printed}{more}")


def _named(name: str | None, code: str | None) -> str:
    """A name and its code, or the code alone, where there is no other name."""
    if name in (None, "", code):
        return str(code)
    return in_language(f"{name}（{code}）", f"{name} ({code})")


def _print_unresolved(label: str, cells: Iterable[ReadCell]) -> bool:
    """Print why cells give no figure, each reason once; whether none of them is a fault."""
    alike: dict[tuple[str, str], list[str]] = {}
    for cell in cells:
        if isinstance(cell.row, Unresolved):
            alike.setdefault((cell.row.reason, str(cell.row)), []).append(cell.locator)
    for (reason, message), places in alike.items():
        others = len(places) - 1
        more = _(" (and {count} more)").format(count=others) if others else ""
        echo(f"{label}:{places[0]}: {translated(message)} [{reason}]{more}", err=True)
    return all(reason in NO_FAULT for reason, _message in alike)


def _period(start: object, end: object) -> str:
    return str(end) if start == end else f"{start}/{end}"


def _line(name: str, words: str) -> str:
    return f"  {name}{' ' * (12 - width(name))} {words}"
