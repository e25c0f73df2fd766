"""The texts of the workbook in Chinese and English."""

import json
from importlib.resources import files

from ....schema.codes import EVERYWHERE, code_lists

# By section and key: the text in each language.
Texts = dict[str, list[str]]
TEXTS: dict[str, Texts] = json.loads(
    files(__package__).joinpath("workbook_texts.json").read_text("utf-8")
)
HEADERS = TEXTS["headers"]
SHEETS = TEXTS["sheets"]
BASES = TEXTS["bases"]
NOTES = TEXTS["notes"]
DOUBTS = TEXTS["doubts"]
NOTE_TEXTS = TEXTS["note_texts"]


def meanings(column: str) -> Texts:
    """What the codes of a column mean, as all tables have it."""
    return {one.code: [one.meaning, one.meaning_en] for one in code_lists()[column, EVERYWHERE]}


QUALIFIERS = meanings("qualifier") | {"exact": ["", ""]}
STATUSES = meanings("status")
PRECISIONS = meanings("published_precision")
